using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Files.Ingestion;

/// <summary>Ends the processing of a file, or asks for it again.</summary>
public sealed class ChangeProcessing(
    IDbContextFactory<AppDbContext> contexts, FilesInWork inWork, IngestionSignal signal, FileChanges changes, IEnumerable<IFileWaiter> waiters, TimeProvider time)
{
    /// <summary>Ends it; the file stays. Nothing happens when it has ended already.</summary>
    public async Task<Result<FileSummary>> CancelAsync(Guid ownerId, Guid fileId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        await db.Files.One(ownerId, fileId).Where(f => f.Status == FileStatus.Pending || f.Status == FileStatus.Processing)
            .ExecuteUpdateAsync(
                set => set.SetProperty(f => f.Status, FileStatus.Cancelled).SetProperty(f => f.CompletedAt, now).SetProperty(f => f.LeaseOwner, (string?)null),
                cancellationToken);
        return await AfterAsync(db, ownerId, fileId, file => inWork.Cancel(file.Seq), cancellationToken);
    }

    /// <summary>Puts a file in line again that failed or was cancelled.</summary>
    public async Task<Result<FileSummary>> RetryAsync(Guid ownerId, Guid fileId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Files.One(ownerId, fileId).Where(f => f.Status == FileStatus.Failed || f.Status == FileStatus.Cancelled)
            .ExecuteUpdateAsync(
                set => set.SetProperty(f => f.Status, FileStatus.Pending).SetProperty(f => f.Progress, 0.0).SetProperty(f => f.Attempts, 0)
                    .SetProperty(f => f.ErrorCode, (string?)null).SetProperty(f => f.ErrorMessage, (string?)null)
                    .SetProperty(f => f.CompletedAt, (DateTimeOffset?)null),
                cancellationToken);
        return await AfterAsync(db, ownerId, fileId, _ => signal.Set(), cancellationToken);
    }

    private async Task<Result<FileSummary>> AfterAsync(
        AppDbContext db, Guid ownerId, Guid fileId, Action<FileSummary> then, CancellationToken cancellationToken)
    {
        if (await db.Files.AsNoTracking().One(ownerId, fileId).Summaries().SingleOrDefaultAsync(cancellationToken) is not { } file)
        {
            return FileQueries.NotFound;
        }

        then(file);
        waiters.Tell();
        changes.Publish(ownerId, fileId);
        return file;
    }
}
