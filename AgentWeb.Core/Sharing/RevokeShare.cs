using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Sharing;

/// <summary>Ends links at once. The row is the permission, so it goes.</summary>
public sealed class RevokeShare(IDbContextFactory<AppDbContext> contexts, AuditTrail audit)
{
    /// <summary>Ends one link, or all of a conversation.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="shareId">The link; null ends all, and it is no failure when there is none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many were ended, or <em>not found</em>.</returns>
    public async Task<Result<int>> RunAsync(Guid ownerId, Guid conversationId, Guid? shareId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var revoked = await db.Shares.Owned(ownerId).Where(s => s.ConversationId == conversationId && (shareId == null || s.Id == shareId))
            .ExecuteDeleteAsync(cancellationToken);
        if (revoked > 0)
        {
            await audit.RecordAsync(
                new(AuditActions.ShareRevoked, shareId is { } id ? PublicId.Format(PublicId.Share, id) : null, PublicId.Format(PublicId.Session, conversationId), $"{revoked} links."),
                cancellationToken);
        }

        if (revoked > 0 || (shareId is null && await db.Conversations.Owned(ownerId).AnyAsync(c => c.Id == conversationId, cancellationToken)))
        {
            return revoked;
        }

        return Error.NotFound(shareId is null ? "conversation" : "link");
    }
}
