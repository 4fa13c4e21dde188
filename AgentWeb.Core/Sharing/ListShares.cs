using AgentWeb.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Sharing;

/// <summary>Lists one's own links that work.</summary>
public sealed class ListShares(IDbContextFactory<AppDbContext> contexts, TimeProvider time)
{
    /// <summary>Lists them, the newest first.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="conversationId">Only those of this conversation; null lists all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<ShareLink>> RunAsync(Guid ownerId, Guid? conversationId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Shares.AsNoTracking().Owned(ownerId)
            .Where(s => (conversationId == null || s.ConversationId == conversationId) && (s.ExpiresAt == null || s.ExpiresAt > now))
            .OrderByDescending(s => s.CreatedAt)
            .Select(s => new ShareLink(s.Id, s.ConversationId, s.Token, s.Title, s.CreatedAt, s.ExpiresAt))
            .ToListAsync(cancellationToken);
    }
}
