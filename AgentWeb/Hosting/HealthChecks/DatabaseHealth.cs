using AgentWeb.Core.Data;
using Microsoft.EntityFrameworkCore;
using static AgentWeb.Hosting.HealthChecks.Said;

namespace AgentWeb.Hosting.HealthChecks;

/// <summary>Whether the database answers, and how fast.</summary>
internal sealed class DatabaseHealth(IDbContextFactory<AppDbContext> contexts, DatabaseSettings settings, TimeProvider time) : IHealthPart
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    public string Name => "database";

    public TimeSpan Interval => TimeSpan.FromSeconds(10);

    public async Task<HealthFinding> CheckAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.QueueControls.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var took = time.GetElapsedTime(began);
        return new(
            took > Slow ? HealthState.Degraded : HealthState.Healthy,
            Say("{0} answers in {1} ms.", settings.Provider == DatabaseProvider.Sqlite ? "SQLite" : "SQL Server", (long)Math.Ceiling(took.TotalMilliseconds)));
    }
}
