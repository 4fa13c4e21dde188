using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Files.Ingestion;
using AgentWeb.Core.Files.Store;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Files;

/// <summary>
/// Deletes a file everywhere: from messages, passages, words and vectors, and its bytes when no other file has the same. Its processing
/// ends. Replies keep the words they quoted.
/// </summary>
public sealed partial class DeleteFile(
    IDbContextFactory<AppDbContext> contexts, IFileStore store, FilesInWork inWork, FileChanges changes, ConversationChanges conversations,
    IEnumerable<IFileWaiter> waiters, AuditTrail audit, ILogger<DeleteFile> logger)
{
    /// <summary>Deletes it.</summary>
    /// <returns>Its identifier, or <em>not found</em>.</returns>
    public async Task<Result<Guid>> RunAsync(Guid ownerId, Guid fileId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var file = await db.Files.AsNoTracking().One(ownerId, fileId).Select(f => new { f.Seq, f.Hash, f.Name }).SingleOrDefaultAsync(cancellationToken);
        if (file is null)
        {
            return FileQueries.NotFound;
        }

        var touched = await db.MessageFiles.Where(a => a.FileSeq == file.Seq).Select(a => a.ConversationId).Distinct().ToListAsync(cancellationToken);
        await db.MessageFiles.Where(a => a.FileSeq == file.Seq).ExecuteDeleteAsync(cancellationToken);
        if (await db.Files.Where(f => f.Seq == file.Seq).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            return FileQueries.NotFound; // Somebody else was faster.
        }

        var unused = await LetGoAsync(db, file.Hash, cancellationToken);
        audit.Add(db, new(AuditActions.FileDeleted, PublicId.Format(PublicId.File, fileId), file.Name));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        inWork.Cancel(file.Seq);
        waiters.Tell();
        if (unused is { } key)
        {
            await ThrowAwayAsync(key);
        }

        changes.Publish(ownerId, fileId);
        touched.ForEach(conversation => conversations.Publish(ownerId, conversation));
        return fileId;
    }

    /// <summary>The file is gone for everybody by then; what cannot be removed now, or not before the server ends, SweepFiles finds.</summary>
    private async Task ThrowAwayAsync(Guid key)
    {
        try
        {
            await store.DeleteAsync(key, CancellationToken.None);
        }
        catch (FileStoreException failure)
        {
            LogLeft(logger, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The bytes of a deleted file could not be removed; it is tried again within a day")]
    private static partial void LogLeft(ILogger logger, Exception failure);

    /// <summary>Gives back a share in bytes.</summary>
    /// <returns>Where they are when nobody has them any more.</returns>
    private static async Task<Guid?> LetGoAsync(AppDbContext db, string hash, CancellationToken cancellationToken)
    {
        await db.FileBlobs.Where(b => b.Hash == hash)
            .ExecuteUpdateAsync(set => set.SetProperty(b => b.References, b => b.References - 1), cancellationToken);
        var unused = await db.FileBlobs.Where(b => b.Hash == hash && b.References <= 0)
            .Select(b => (Guid?)b.StoreKey).SingleOrDefaultAsync(cancellationToken);
        if (unused is not null)
        {
            await db.FileBlobs.Where(b => b.Hash == hash).ExecuteDeleteAsync(cancellationToken);
        }

        return unused;
    }
}
