using AgentWeb.Core.Data;
using AgentWeb.Core.Files.Store;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Files;

/// <summary>
/// Removes what a server that ended at a bad moment left behind: uploads that broke off, and stored bytes that no file has. Only what is
/// a day old, since younger ones may be on their way.
/// </summary>
internal sealed partial class SweepFiles(
    IDbContextFactory<AppDbContext> contexts, IFileStore store, IncomingFiles incoming, Readiness readiness, TimeProvider time,
    ILogger<SweepFiles> logger) : BackgroundService
{
    private const int BatchSize = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(6);
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);

    /// <summary>Sweeps once.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Age;
        incoming.RemoveOlderThan(before);
        await store.RemoveUnfinishedAsync(before, cancellationToken);
        var removed = 0;
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

        if (removed > 0)
        {
            LogRemoved(logger, removed);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailed(logger, failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed {Count} stored contents that no file had")]
    private static partial void LogRemoved(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Files could not be swept; it is tried again in some hours")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
