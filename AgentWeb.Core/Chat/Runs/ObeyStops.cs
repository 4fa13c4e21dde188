using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>
/// Stops what this process runs and somebody stopped on another node: the wish stands in the row of the job. Looked for each second, and only while
/// something runs here.
/// </summary>
internal sealed class ObeyStops(
    IDbContextFactory<AppDbContext> contexts, RunRegistry registry, NodeIdentity node, Readiness readiness, TimeProvider time, ILogger<ObeyStops> logger)
    : RepeatedWork(readiness, time, logger)
{
    /// <inheritdoc/>
    protected override TimeSpan Interval => TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override string Failure => "Whether somebody stopped what runs here could not be read";

    /// <summary>Looks once.</summary>
    public override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!registry.AnyRunsHere)
        {
            return;
        }

        var owner = node.Owner;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stops = await db.Jobs.AsNoTracking().Where(j => j.State == JobState.Running && j.LeaseOwner == owner && j.StopCode != null)
            .Select(j => new { j.RunId, Code = j.StopCode! }).ToListAsync(cancellationToken);
        foreach (var stop in stops)
        {
            if (registry.Find(stop.RunId) is { } run)
            {
                await run.RequestStopAsync(StopReasons.Of(stop.Code));
            }
        }
    }
}
