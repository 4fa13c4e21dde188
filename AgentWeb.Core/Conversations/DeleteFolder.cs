using AgentWeb.Core.Data;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Conversations;

/// <summary>Deletes a folder; the conversations in it are kept, in none.</summary>
public sealed class DeleteFolder(IDbContextFactory<AppDbContext> contexts, ConversationChanges changes)
{
    /// <summary>Deletes it.</summary>
    /// <returns>The identifier, or <em>not found</em>.</returns>
    public async Task<Result<Guid>> RunAsync(Guid ownerId, Guid folderId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // Deleted conversations too: they may come back.
        await db.Conversations.IgnoreQueryFilters().Owned(ownerId).Where(c => c.FolderId == folderId)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.FolderId, (Guid?)null), cancellationToken);
        var deleted = await db.Folders.Owned(ownerId).Where(f => f.Id == folderId).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (deleted == 0)
        {
            return Error.NotFound("folder");
        }

        changes.Publish(ownerId, folderId);
        return folderId;
    }
}
