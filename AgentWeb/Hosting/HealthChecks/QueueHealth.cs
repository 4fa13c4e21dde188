using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using static AgentWeb.Hosting.HealthChecks.Said;

namespace AgentWeb.Hosting.HealthChecks;

/// <summary>Whether somebody waits so long that the message will soon be given up. What waits for its files is not in line, and is not given up for it.</summary>
internal sealed class QueueHealth(
    IDbContextFactory<AppDbContext> contexts, IOptionsMonitor<QueueOptions> options, TimeProvider time) : IHealthPart
{
    public string Name => "queue";

    public TimeSpan Interval => TimeSpan.FromSeconds(10);

    public async Task<HealthFinding> CheckAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Jobs.AsNoTracking().InLine().Where(j => j.State == JobState.Queued).GroupBy(_ => 1)
            .Select(g => new { Count = g.Count(), Oldest = g.Min(j => j.WaitingSince) }).SingleOrDefaultAsync(cancellationToken);
        if (waiting is null)
        {
            return new(HealthState.Healthy, Say("Nobody waits."));
        }

        var oldest = time.GetUtcNow() - waiting.Oldest;
        return new(
            oldest > options.CurrentValue.MaxWait / 2 ? HealthState.Degraded : HealthState.Healthy,
            Say("{0} wait, the first for {1} s of at most {2} s.", waiting.Count, (long)oldest.TotalSeconds, (long)options.CurrentValue.MaxWait.TotalSeconds));
    }
}
