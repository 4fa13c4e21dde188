using AgentWeb.Core.Data;
using AgentWeb.Core.Files.Store;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files;

/// <summary>
/// Removes what a server that ended at a bad moment left behind: uploads that broke off, and stored bytes that no file has. Only what is
/// older than <c>Files:OrphanAge</c>, since younger ones may be on their way.
/// </summary>
internal sealed class SweepFiles(
    IDbContextFactory<AppDbContext> contexts, IFileStore store, IncomingFiles incoming, IOptionsMonitor<FilesOptions> options, TimeProvider time) : IRetentionTask
{
    private const int BatchSize = 200;

    public string Name => "files";

    public TimeSpan Interval => TimeSpan.FromHours(6);

    /// <summary>Sweeps once.</summary>
    public async Task<long> RunOnceAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.CurrentValue.OrphanAge;
        incoming.RemoveOlderThan(before);
        await store.RemoveUnfinishedAsync(before, cancellationToken);
        var removed = 0L;
        await foreach (var keys in store.ListAsync(before, cancellationToken).Chunk(BatchSize).WithCancellation(cancellationToken))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var known = await db.FileBlobs.Where(b => keys.Contains(b.StoreKey)).Select(b => b.StoreKey).ToListAsync(cancellationToken);
            foreach (var orphan in keys.Except(known))
            {
                await store.DeleteAsync(orphan, cancellationToken);
                removed++;
            }
        }

        return removed;
    }
}
