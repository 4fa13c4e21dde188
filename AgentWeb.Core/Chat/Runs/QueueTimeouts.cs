using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>
/// Ends replies that waited longer than <c>Queue:MaxWait</c>. What nobody waits for may take its time: a summary is owed however busy it is. What waits for
/// its files is not in line, and has a limit of its own (see <see cref="FileWaits"/>), which is watched here too.
/// </summary>
internal sealed class QueueTimeouts(
    IDbContextFactory<AppDbContext> contexts, FileWaits fileWaits, RunRegistry registry, FinishRun finish, Readiness readiness,
    IOptionsMonitor<QueueOptions> options, TimeProvider time, ILogger<QueueTimeouts> logger) : RepeatedWork(readiness, time, logger)
{
    /// <inheritdoc/>
    protected override TimeSpan Interval => TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override string Failure => "Jobs that waited too long could not be ended";

    /// <summary>Ends those that waited too long, after those that waited long enough for their files began to stand in line.</summary>
    public override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var limit = options.CurrentValue.MaxWait;
        var since = Time.GetUtcNow() - limit;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await fileWaits.LetGoAsync(db, cancellationToken);
        var late = await db.Jobs.AsNoTracking().OfReplies().InLine().Where(j => j.State == JobState.Queued && j.WaitingSince < since)
            .ToListAsync(cancellationToken);
        var failure = new RunFailure(
            "queue_timeout", $"This message waited longer than {DurationText.Of(limit)} for its turn. It is kept; try again when fewer people are waiting.");
        foreach (var job in late)
        {
            var outcome = RunOutcome.Failed(failure, hasText: job.ContinuesFrom > 0);
            await finish.RunAsync(registry.GetOrAdd(RunIdentity.From(job)), JobState.Queued, RunResult.NotStarted(outcome));
        }
    }
}
