using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Operations;

/// <summary>Writes down once a minute how long the queue is, for charts. Of several nodes the first one does it.</summary>
internal sealed class SampleQueue(
    IDbContextFactory<AppDbContext> contexts, Readiness readiness, TimeProvider time, ILogger<SampleQueue> logger)
    : RepeatedWork(readiness, time, logger)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override TimeSpan Interval => Minute;

    /// <inheritdoc/>
    protected override TimeSpan First => TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override string Failure => "The length of the queue could not be written down";

    /// <summary>Writes down this minute, unless another node did.</summary>
    public override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        var minute = new DateTimeOffset(now.Ticks - (now.Ticks % Minute.Ticks), TimeSpan.Zero);
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
}
