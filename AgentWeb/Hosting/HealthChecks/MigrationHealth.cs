using AgentWeb.Core.Data;
using Microsoft.EntityFrameworkCore;
using static AgentWeb.Hosting.HealthChecks.Said;

namespace AgentWeb.Hosting.HealthChecks;

/// <summary>Whether the database has the form that this version wants. It is brought there at the start, unless an older file was put in its place.</summary>
internal sealed class MigrationHealth(IDbContextFactory<AppDbContext> contexts) : IHealthPart
{
    public string Name => "migrations";

    public TimeSpan Interval => TimeSpan.FromMinutes(5);

    public async Task<HealthFinding> CheckAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
        return pending == 0
            ? new(HealthState.Healthy, Say("All are applied."))
            : new(HealthState.Degraded, Say("{0} are missing. Start the server again to apply them.", pending));
    }
}
