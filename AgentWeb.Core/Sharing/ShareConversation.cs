using System.Buffers.Text;
using System.Security.Cryptography;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Sharing;

/// <summary>
/// Makes a link by which anybody who has it reads a conversation as it is now. What is said later is not in it, nor are other branches, reasoning,
/// instructions or files.
/// </summary>
public sealed class ShareConversation(IDbContextFactory<AppDbContext> contexts, IModelCatalogue models, TimeProvider time, AuditTrail audit)
{
    /// <summary>Longest life of a link, in days.</summary>
    public const int MaxDays = 365;

    /// <summary>Life of a link that does not say otherwise, in days.</summary>
    public const int DefaultDays = 30;

    /// <summary>Most links of one conversation.</summary>
    public const int MaxLinks = 20;

    /// <summary>Most text that is shared, in UTF-16 characters: the page is made anew for every reader.</summary>
    public const int MaxText = 2_000_000;

    private const int TokenBytes = 16;

    /// <summary>Shares.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="expiresInDays">1 to <see cref="MaxDays"/>; 0 never expires; null takes <see cref="DefaultDays"/>.</param>
    /// <param name="cancellationToken">Ends the work; nothing is shared then.</param>
    public async Task<Result<ShareLink>> RunAsync(Guid ownerId, Guid conversationId, int? expiresInDays, CancellationToken cancellationToken)
    {
        var days = expiresInDays ?? DefaultDays;
        if (days is < 0 or > MaxDays)
        {
            return new Error("expires_in_days_invalid", $"A link works for 1 to {MaxDays} days, or with 0 until it is revoked.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var title = await db.Conversations.Owned(ownerId).Where(c => c.Id == conversationId).Select(c => c.Title).SingleOrDefaultAsync(cancellationToken);
        if (title is null)
        {
            return Error.NotFound("conversation");
        }

        var now = time.GetUtcNow();
        if (await db.Shares.Owned(ownerId).CountAsync(s => s.ConversationId == conversationId && (s.ExpiresAt == null || s.ExpiresAt > now), cancellationToken) >= MaxLinks)
        {
            return new Error("too_many_shares", $"A conversation has at most {MaxLinks} links. Revoke one that is no longer needed.", ErrorKind.Conflict);
        }

        var snapshot = await TakeAsync(conversationId, cancellationToken);
        return snapshot.Succeeded ? await StoreAsync(db, ownerId, conversationId, title, snapshot.Value, days, cancellationToken) : snapshot.Error;
    }

    private async Task<ShareLink> StoreAsync(
        AppDbContext db, Guid ownerId, Guid conversationId, string title, List<SharedMessage> messages, int days, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var share = new ConversationShare
        {
            Id = Guid.CreateVersion7(now),
            OwnerId = ownerId,
            ConversationId = conversationId,
            Token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes)),
            Title = title,
            Snapshot = SharedMessage.Write(messages),
            CreatedAt = now,
            ExpiresAt = days == 0 ? null : now.AddDays(days),
        };
        db.Shares.Add(share);
        audit.Add(db, new(AuditActions.ShareCreated, PublicId.Format(PublicId.Share, share.Id), PublicId.Format(PublicId.Session, conversationId)));
        await db.SaveChangesAsync(cancellationToken);
        return new(share.Id, conversationId, share.Token, title, now, share.ExpiresAt);
    }

    private async Task<Result<List<SharedMessage>>> TakeAsync(Guid conversationId, CancellationToken cancellationToken)
    {
        var (messages, length) = (new List<SharedMessage>(), 0L);
        await foreach (var m in contexts.MessagesAsync(conversationId, onlyActivePath: true, cancellationToken))
        {
            if (m.IsRunning || m.Text.Length == 0 || m.Role == MessageRole.System)
            {
                continue;
            }

            if ((length += m.Text.Length) > MaxText)
            {
                return new Error("conversation_too_long", "This conversation is too long to be shared by a link. Export it instead.", ErrorKind.Conflict);
            }

            messages.Add(new(m.Role, m.Text, m.CreatedAt, m.ModelKey is { } key ? models.Find(key)?.Name ?? key : null));
        }

        return messages.Count > 0 ? messages : new Error("nothing_to_share", "Nothing was said in this conversation yet.", ErrorKind.Conflict);
    }
}
