using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Conversations;

/// <summary>Gives a folder another name.</summary>
public sealed class RenameFolder(IDbContextFactory<AppDbContext> contexts, ConversationChanges changes)
{
    /// <summary>Renames it.</summary>
    /// <returns>The folder, or why not: <c>folder_invalid</c>, <c>folder_exists</c>, <em>not found</em>.</returns>
    public async Task<Result<FolderSummary>> RunAsync(Guid ownerId, Guid folderId, string? name, CancellationToken cancellationToken)
    {
        if (LabelRule.Tidy(name, Folder.MaxNameLength) is not { } tidy)
        {
            return LabelRule.FolderInvalid;
        }

        var normalized = LabelRule.Normalize(tidy);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var folder = await db.Folders.Owned(ownerId).SingleOrDefaultAsync(f => f.Id == folderId, cancellationToken);
        if (folder is null)
        {
            return Error.NotFound("folder");
        }

        (folder.Name, folder.NormalizedName) = (tidy, normalized);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (db.Folders.AsNoTracking().Owned(ownerId).Any(f => f.NormalizedName == normalized && f.Id != folderId))
        {
            return LabelRule.FolderExists;
        }

        changes.Publish(ownerId, folderId);
        return new FolderSummary(folderId, tidy, await db.Conversations.CountAsync(c => c.FolderId == folderId, cancellationToken));
    }
}
