using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Operations;

/// <summary>Writes down once a minute how long the queue is, for charts. Of several nodes the first one does it.</summary>
internal sealed partial class SampleQueue(
    IDbContextFactory<AppDbContext> contexts, Readiness readiness, TimeProvider time, ILogger<SampleQueue> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Writes down this minute, unless another node did.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var minute = new DateTimeOffset(now.Ticks - (now.Ticks % Interval.Ticks), TimeSpan.Zero);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.QueueSamples.AnyAsync(s => s.At == minute, cancellationToken))
        {
            return;
        }

        var sample = new QueueSample
        {
            At = minute,
            Waiting = await db.Jobs.OfReplies().CountAsync(j => j.State == JobState.Queued, cancellationToken),
            Running = await db.Jobs.CountAsync(j => j.State == JobState.Running, cancellationToken),
        };
        db.QueueSamples.Add(sample);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // Another node was first; or the database takes nothing just now, and a minute is missing in a chart.
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The length of the queue could not be written down; it is tried again in a minute")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
