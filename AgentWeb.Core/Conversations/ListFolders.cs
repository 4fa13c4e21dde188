using AgentWeb.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Conversations;

/// <summary>Lists a user's folders by name.</summary>
public sealed class ListFolders(IDbContextFactory<AppDbContext> contexts)
{
    /// <summary>Lists them.</summary>
    public async Task<IReadOnlyList<FolderSummary>> RunAsync(Guid ownerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Folders.AsNoTracking().Owned(ownerId).OrderBy(f => f.NormalizedName)
            .Select(f => new FolderSummary(f.Id, f.Name, db.Conversations.Count(c => c.FolderId == f.Id)))
            .ToListAsync(cancellationToken);
    }
}
