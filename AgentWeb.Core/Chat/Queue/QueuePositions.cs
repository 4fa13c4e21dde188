using System.Collections.Concurrent;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>
/// Tells everyone who waits their place whenever it changes, at most twice a second: as an event of the run, which pages and programs
/// read, and to the sidebar. One pass over the queue serves all of them.
/// </summary>
public sealed partial class QueuePositions(
    IDbContextFactory<AppDbContext> contexts, RunRegistry registry, WaitEstimator estimator, QueueSignal signal,
    ConversationChanges changes, Readiness readiness, TimeProvider time, ILogger<QueuePositions> logger) : BackgroundService
{
    /// <summary>Longer than a job waits that finds a slot free: reading the queue would only stand in the way of its first words.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    /// <summary>Least time between two places that one person is told.</summary>
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(500);

    /// <summary>Estimates are looked at again this often while nothing moves.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    private ConcurrentDictionary<Guid, int> _ofConversations = new();

    /// <summary>The position of the first waiting message of a conversation; null when none is in line.</summary>
    public int? Of(Guid conversationId) => _ofConversations.TryGetValue(conversationId, out var position) ? position : null;

    /// <summary>Tells a place that was just computed.</summary>
    internal void Tell(LiveRun run, QueueWait wait)
    {
        if (run.Log.Status == MessageStatus.Queued && run.Log.MoveInQueue(wait) && wait.Position > 0)
        {
            _ofConversations[run.Identity.ConversationId] = wait.Position;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        var somebodyWaits = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            await signal.WaitForMoveAsync(somebodyWaits ? LookAgain : Timeout.InfiniteTimeSpan, time, stoppingToken);
            await Task.Delay(Moment, time, stoppingToken);
            try
            {
                somebodyWaits = await TellAllAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailed(logger, failure);
            }

            await Task.Delay(Spacing - Moment, time, stoppingToken);
        }
    }

    /// <summary>Tells whoever waits here; and whether anybody does.</summary>
    private async Task<bool> TellAllAsync(CancellationToken cancellationToken)
    {
        var waitingHere = registry.All.Where(run => run.Log.Status == MessageStatus.Queued).ToDictionary(run => run.Identity.RunId);
        if (waitingHere.Count == 0)
        {
            _ofConversations.Clear();
            return false;
        }

        var ofConversations = new ConcurrentDictionary<Guid, int>();
        foreach (var (job, wait) in await ReadPlacesAsync(cancellationToken))
        {
            if (wait.Position > 0)
            {
                ofConversations.TryAdd(job.ConversationId, wait.Position);
            }

            if (waitingHere.TryGetValue(job.RunId, out var run) && run.Log.MoveInQueue(wait))
            {
                changes.PublishPlace(job.OwnerId, job.ConversationId);
            }
        }

        _ofConversations = ofConversations;
        return true;
    }

    private async Task<List<(WaitingJob Job, QueueWait Wait)>> ReadPlacesAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Jobs.AsNoTracking().OfReplies().Where(j => j.State == JobState.Queued)
            .Select(j => new WaitingJob(j.Seq, j.RunId, j.OwnerId, j.ConversationId, j.ModelKey, j.Priority) { WaitsForFiles = j.WaitsForFilesUntil != null })
            .ToListAsync(cancellationToken);
        var lastServed = await db.QueueTurns.AsNoTracking().Where(t => t.IsWaiting)
            .ToDictionaryAsync(t => t.OwnerId, t => t.LastServed, cancellationToken);
        var running = await db.RunningJobsAsync(cancellationToken);
        var files = await WaitedFiles.ReadAsync(db, waiting, cancellationToken);

        var places = new List<(WaitingJob, QueueWait)>(waiting.Count);
        foreach (var ofModel in files.InLine(waiting).GroupBy(j => j.ModelKey, StringComparer.Ordinal))
        {
            var duration = await estimator.DurationAsync(db, ofModel.Key, cancellationToken);
            var users = ofModel.Select(j => j.OwnerId).Concat(running.Select(r => r.OwnerId)).Distinct().Count();
            places.AddRange(FairOrder.Of(ofModel, lastServed).Select((job, index) =>
                (job, new QueueWait(index + 1, estimator.Estimate(index + 1, ofModel.Key, duration, running, users)))));
        }

        places.AddRange(files.Waiting(waiting));
        return places;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Places in the queue could not be told; they are with the next change")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
