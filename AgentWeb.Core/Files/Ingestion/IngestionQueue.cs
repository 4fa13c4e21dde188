using System.Collections.Concurrent;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Files.Ingestion;

/// <summary>
/// The files that wait to be processed: rows of the database. Users take turns, each with their oldest file, so that one who brings a
/// thousand keeps nobody waiting. Whoever works on a file holds it under a lease.
/// </summary>
internal sealed class IngestionQueue(
    IDbContextFactory<AppDbContext> contexts, NodeIdentity node, FilesInWork inWork, FileChanges changes, IEnumerable<IFileWaiter> waiters, TimeProvider time)
{
    /// <summary>How long a file is believed to be worked on without a sign of life.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>A file that ended the process so often is the reason, not its victim.</summary>
    private const int MaxAttempts = 3;

    private static readonly Error Interrupted = new("processing_interrupted", "Processing broke off several times. Try again, or tell your administrator.");

    private readonly ConcurrentDictionary<Guid, long> _served = new();
    private long _turn;

    /// <summary>Takes the next file.</summary>
    /// <returns>Null when none waits.</returns>
    public async Task<StoredFile?> TakeNextAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        while (true)
        {
            var heads = await db.Files.Where(f => f.Status == FileStatus.Pending)
                .GroupBy(f => f.OwnerId).Select(g => new { OwnerId = g.Key, Seq = g.Min(f => f.Seq) }).ToListAsync(cancellationToken);
            if (heads.Count == 0)
            {
                _served.Clear();
            }

            // One that was cancelled and asked for again at once is taken when its first processing has really ended.
            var next = heads.Where(h => !inWork.Contains(h.Seq)).OrderBy(h => _served.GetValueOrDefault(h.OwnerId)).ThenBy(h => h.Seq).FirstOrDefault();
            if (next is null)
            {
                return null;
            }

            if (await ClaimAsync(db, next.Seq, cancellationToken))
            {
                _served[next.OwnerId] = Interlocked.Increment(ref _turn);
                return await db.Files.AsNoTracking().SingleOrDefaultAsync(f => f.Seq == next.Seq, cancellationToken);
            }
        }
    }

    /// <summary>Says that the file is still worked on, and how far that is.</summary>
    /// <returns>False when it is no longer this process's: somebody cancelled or deleted it.</returns>
    public async Task<bool> KeepAsync(StoredFile file, double progress, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + Lease;
        return await UpdateAsync(
            file, set => set.SetProperty(f => f.Progress, progress).SetProperty(f => f.LeaseUntil, until), cancellationToken);
    }

    /// <summary>Writes that the file is ready.</summary>
    public Task<bool> CompleteAsync(StoredFile file, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return EndAsync(
            file,
            set => set.SetProperty(f => f.Status, FileStatus.Completed).SetProperty(f => f.Progress, 1.0).SetProperty(f => f.CompletedAt, now)
                .SetProperty(f => f.LeaseOwner, (string?)null).SetProperty(f => f.LeaseUntil, (DateTimeOffset?)null),
            cancellationToken);
    }

    /// <summary>Writes that it could not be processed.</summary>
    public Task<bool> FailAsync(StoredFile file, Error error, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return EndAsync(
            file,
            set => set.SetProperty(f => f.Status, FileStatus.Failed).SetProperty(f => f.ErrorCode, error.Code)
                .SetProperty(f => f.ErrorMessage, error.Message).SetProperty(f => f.CompletedAt, now)
                .SetProperty(f => f.LeaseOwner, (string?)null).SetProperty(f => f.LeaseUntil, (DateTimeOffset?)null),
            cancellationToken);
    }

    /// <summary>Puts it back in line: the server ends before the file is ready, which is not the file's fault.</summary>
    public Task<bool> ReturnAsync(StoredFile file, CancellationToken cancellationToken) => UpdateAsync(
        file,
        set => set.SetProperty(f => f.Status, FileStatus.Pending).SetProperty(f => f.Progress, 0.0).SetProperty(f => f.Attempts, f => f.Attempts - 1)
            .SetProperty(f => f.LeaseOwner, (string?)null).SetProperty(f => f.LeaseUntil, (DateTimeOffset?)null),
        cancellationToken);

    /// <summary>Puts files back in line that nobody works on any more: those whose lease ran out, and at the start those of this node's last process.</summary>
    public async Task SettleAsync(bool atStart, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var orphans = db.Files.Where(f => f.Status == FileStatus.Processing
            && (f.LeaseUntil < now || (atStart && f.LeaseOwner != node.Owner && f.LeaseOwner!.StartsWith(node.Prefix))));
        var failed = await orphans.Where(f => f.Attempts >= MaxAttempts).ExecuteUpdateAsync(
            set => set.SetProperty(f => f.Status, FileStatus.Failed).SetProperty(f => f.ErrorCode, Interrupted.Code)
                .SetProperty(f => f.ErrorMessage, Interrupted.Message)
                .SetProperty(f => f.CompletedAt, now).SetProperty(f => f.LeaseOwner, (string?)null),
            cancellationToken);
        await orphans.ExecuteUpdateAsync(
            set => set.SetProperty(f => f.Status, FileStatus.Pending).SetProperty(f => f.Progress, 0.0).SetProperty(f => f.LeaseOwner, (string?)null),
            cancellationToken);
        if (failed > 0)
        {
            waiters.Tell();
        }
    }

    private async Task<bool> ClaimAsync(AppDbContext db, long seq, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + Lease;
        return await db.Files.Where(f => f.Seq == seq && f.Status == FileStatus.Pending)
            .ExecuteUpdateAsync(
                set => set.SetProperty(f => f.Status, FileStatus.Processing).SetProperty(f => f.Progress, 0.0)
                    .SetProperty(f => f.Attempts, f => f.Attempts + 1)
                    .SetProperty(f => f.LeaseOwner, node.Owner).SetProperty(f => f.LeaseUntil, until)
                    .SetProperty(f => f.ErrorCode, (string?)null).SetProperty(f => f.ErrorMessage, (string?)null),
                cancellationToken) == 1;
    }

    /// <summary>Writes an end, and tells who waits for it.</summary>
    private async Task<bool> EndAsync(
        StoredFile file, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<StoredFile>> change, CancellationToken cancellationToken)
    {
        var ended = await UpdateAsync(file, change, cancellationToken);
        waiters.Tell();
        return ended;
    }

    /// <summary>Changes a file that this process holds, and tells who looks on.</summary>
    private async Task<bool> UpdateAsync(
        StoredFile file, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<StoredFile>> change, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var changed = await db.Files.Where(f => f.Seq == file.Seq && f.Status == FileStatus.Processing && f.LeaseOwner == node.Owner)
            .ExecuteUpdateAsync(change, cancellationToken);
        changes.Publish(file.OwnerId, file.Id);
        return changed == 1;
    }
}
