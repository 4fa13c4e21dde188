using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>Ends replies that waited longer than <c>Queue:MaxWait</c>. What nobody waits for may take its time: a summary is owed however busy it is.</summary>
internal sealed partial class QueueTimeouts(
    IDbContextFactory<AppDbContext> contexts, RunRegistry registry, FinishRun finish, Readiness readiness,
    IOptionsMonitor<QueueOptions> options, TimeProvider time, ILogger<QueueTimeouts> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Ends those that waited too long.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var limit = options.CurrentValue.MaxWait;
        var since = time.GetUtcNow() - limit;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var late = await db.Jobs.AsNoTracking().OfReplies().Where(j => j.State == JobState.Queued && j.WaitingSince < since).ToListAsync(cancellationToken);
        var failure = new RunFailure(
            "queue_timeout", $"This message waited longer than {DurationText.Of(limit)} for its turn. It is kept; try again when fewer people are waiting.");
        foreach (var job in late)
        {
            var outcome = RunOutcome.Failed(failure, hasText: job.ContinuesFrom > 0);
            await finish.RunAsync(registry.GetOrAdd(RunIdentity.From(job)), JobState.Queued, RunResult.NotStarted(outcome));
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
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
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Jobs that waited too long could not be ended; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
