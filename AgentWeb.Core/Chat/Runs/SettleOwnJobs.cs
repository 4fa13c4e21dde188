using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>
/// Before the server reports ready: settles the jobs that the last process of this node was running. Nobody is made to pay for the time
/// that no server was there: where no other node runs, waiting begins anew, in line and for files.
/// </summary>
internal sealed class SettleOwnJobs(
    IDbContextFactory<AppDbContext> contexts, SettleOrphans settle, FileWaits fileWaits, NodeIdentity node, IOptionsMonitor<QueueOptions> options,
    TimeProvider time) : IBeforeReady
{
    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (owner, prefix, now) = (node.Owner, node.Prefix, time.GetUtcNow());
        await settle.RunAsync(
            j => j.LeaseOwner == null || (j.LeaseOwner != owner && (j.LeaseOwner.StartsWith(prefix) || j.LeaseUntil < now)), cancellationToken);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Jobs.Where(j => j.State == JobState.Queued).Select(j => j.OwnerId).Distinct().ToListAsync(cancellationToken);
        foreach (var user in waiting)
        {
            await db.JoinQueueAsync(user, cancellationToken);
        }

        var alive = now - options.CurrentValue.Lease;
        if (!await db.Jobs.AnyAsync(j => j.State == JobState.Running, cancellationToken)
            && !await db.Nodes.AnyAsync(n => n.Name != node.Node && n.SeenAt > alive, cancellationToken))
        {
            await db.Jobs.Where(j => j.State == JobState.Queued)
                .ExecuteUpdateAsync(set => set.SetProperty(j => j.WaitingSince, now), cancellationToken);
            await fileWaits.BeginAnewAsync(db, cancellationToken);
        }
    }
}
