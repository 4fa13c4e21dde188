using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>
/// Three times within each lease renews what this process holds, in one statement, and settles what another one has lost because it did
/// not come back in time. Then it writes the ends of runs that could not be written when they came.
/// </summary>
internal sealed class LeaseKeeper(
    IDbContextFactory<AppDbContext> contexts, SettleOrphans settle, FinishRun finish, RegisterNode register, NodeIdentity node, Readiness readiness,
    IOptionsMonitor<QueueOptions> options, TimeProvider time, ILogger<LeaseKeeper> logger) : RepeatedWork(readiness, time, logger)
{
    /// <inheritdoc/>
    protected override TimeSpan Interval => options.CurrentValue.Lease / 3;

    /// <inheritdoc/>
    protected override string Failure => "Leases could not be renewed";

    /// <summary>Renews and settles once.</summary>
    public override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var (owner, now) = (node.Owner, Time.GetUtcNow());
        var until = now + options.CurrentValue.Lease;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await db.Jobs.Where(j => j.State == JobState.Running && j.LeaseOwner == owner)
                .ExecuteUpdateAsync(set => set.SetProperty(j => j.LeaseUntil, until), cancellationToken);
        }

        await register.SeenAsync(cancellationToken);
        await settle.RunAsync(j => j.LeaseUntil < now && j.LeaseOwner != owner, cancellationToken);
        await finish.WriteLateAsync(cancellationToken);
    }
}
