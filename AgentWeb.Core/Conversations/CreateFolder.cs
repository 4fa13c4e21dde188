using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Conversations;

/// <summary>Makes a folder.</summary>
public sealed class CreateFolder(IDbContextFactory<AppDbContext> contexts, ConversationChanges changes, TimeProvider time)
{
    /// <summary>Makes it.</summary>
    /// <returns>The folder, or why not: <c>folder_invalid</c>, <c>folder_exists</c>, <c>folder_limit</c>.</returns>
    public async Task<Result<FolderSummary>> RunAsync(Guid ownerId, string? name, CancellationToken cancellationToken)
    {
        if (LabelRule.Tidy(name, Folder.MaxNameLength) is not { } tidy)
        {
            return LabelRule.FolderInvalid;
        }

        var now = time.GetUtcNow();
        var folder = new Folder { Id = Guid.CreateVersion7(now), OwnerId = ownerId, Name = tidy, NormalizedName = LabelRule.Normalize(tidy), CreatedAt = now };
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Folders.Owned(ownerId).CountAsync(cancellationToken) >= Folder.MaxPerUser)
        {
            return new Error("folder_limit", $"There are {Folder.MaxPerUser} folders already. Delete one that is not needed any more.");
        }

        db.Folders.Add(folder);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (db.Folders.AsNoTracking().Owned(ownerId).Any(f => f.NormalizedName == folder.NormalizedName))
        {
            return LabelRule.FolderExists;
        }

        changes.Publish(ownerId, folder.Id); // Whoever shows conversations shows folders.
        return new FolderSummary(folder.Id, tidy, Count: 0);
    }
}
