using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Conversations;

/// <summary>
/// Makes an empty conversation for a program that wants the identifier first. It stays out of every list until its first message.
/// </summary>
public sealed class CreateConversation(IDbContextFactory<AppDbContext> contexts, TimeProvider time)
{
    /// <summary>Makes it.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="title">Its title, at most <see cref="Conversation.MaxTitleLength"/> characters; empty takes the first message's beginning.</param>
    /// <param name="cancellationToken">Ends the work; nothing is stored then.</param>
    public async Task<Result<ConversationSummary>> RunAsync(Guid ownerId, string? title, CancellationToken cancellationToken)
    {
        var trimmed = title?.Trim() ?? "";
        if (trimmed.Length > Conversation.MaxTitleLength)
        {
            return new Error("title_too_long", $"A title has at most {Conversation.MaxTitleLength} characters.");
        }

        var now = time.GetUtcNow();
        var conversation = new Conversation { Id = Guid.CreateVersion7(now), OwnerId = ownerId, Title = trimmed, TitleSource = trimmed.Length > 0 ? TitleSource.Person : TitleSource.FirstWords, CreatedAt = now, LastActiveAt = now };
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Conversations.Add(conversation);
        await db.SaveChangesAsync(cancellationToken);
        return new ConversationSummary(conversation.Id, trimmed, ConversationStatus.Idle, MessageCount: 0, now, now);
    }
}
