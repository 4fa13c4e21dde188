using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>
/// Twice a second writes what all running replies grew by, in one transaction: SQLite has one writer, and 300 streams must not mean
/// 300 commits. Rows are appended, so the cost follows the new text and not the length of the replies.
/// </summary>
public sealed partial class SnapshotWriter(
    IDbContextFactory<AppDbContext> contexts, RunRegistry registry, TimeProvider time, ILogger<SnapshotWriter> logger) : BackgroundService
{
    /// <summary>Time between two snapshots: at most this and the time of one write is lost when the server dies.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>Writes what grew since the last time.</summary>
    internal async Task WriteAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var grown = registry.All.Where(HasGrown).ToList();
            if (grown.Count > 0)
            {
                await SaveAsync(grown, cancellationToken);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Leaves the run alone from now on; returns when no write that it is part of is under way.</summary>
    internal async Task SealAsync(LiveRun run)
    {
        run.IsSealed = true;
        await _writing.WaitAsync();
        _writing.Release();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await WriteAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The text stays in memory and goes with the next snapshot.
                LogFailed(logger, failure);
            }
        }
    }

    private static bool HasGrown(LiveRun run)
    {
        if (run.IsSealed)
        {
            return false;
        }

        var (text, reasoning) = run.Log.Lengths();
        return text > run.Saved.Text || reasoning > run.Saved.Reasoning;
    }

    private async Task SaveAsync(List<LiveRun> runs, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var saved = new List<(LiveRun Run, RunSavePoint Point)>(runs.Count);
        var streaming = new List<Guid>();
        foreach (var run in runs)
        {
            var before = run.Saved;
            var growth = run.Log.GrowthSince(before.Text, before.Reasoning);
            db.RunTextChunks.Add(new RunTextChunk
            {
                JobSeq = run.Identity.JobSeq,
                Ordinal = before.Chunks,
                Text = growth.Text,
                Reasoning = growth.Reasoning,
            });
            saved.Add((run, new(before.Text + growth.Text.Length, before.Reasoning + growth.Reasoning.Length, before.Chunks + 1)));
            if (before.Text == 0 && growth.Text.Length > 0)
            {
                streaming.Add(run.Identity.MessageId);
            }
        }

        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            await db.SaveChangesAsync(cancellationToken);
            if (streaming.Count > 0)
            {
                await db.Messages.Where(m => streaming.Contains(m.Id))
                    .ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, MessageStatus.Streaming), cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        foreach (var (run, point) in saved)
        {
            run.Saved = point;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Running replies could not be saved; the next snapshot tries again")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
