using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>
/// Tells a node to start nothing new, so that it can be stopped once what it runs has ended, or lets it go on. It holds until the node starts again.
/// </summary>
public sealed class DrainNode(IDbContextFactory<AppDbContext> contexts, AuditTrail audit, QueueSignal signal)
{
    /// <summary>Tells it.</summary>
    /// <param name="node">Its name.</param>
    /// <param name="draining">Whether it starts nothing new.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What holds now.</returns>
    public async Task<Result<bool>> RunAsync(string node, bool draining, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var changed = await db.Nodes.Where(n => n.Name == node && n.Draining != draining)
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.Draining, draining), cancellationToken);
        if (changed == 0)
        {
            return await db.Nodes.AnyAsync(n => n.Name == node, cancellationToken) ? draining : Error.NotFound("node");
        }

        audit.Add(db, new(draining ? AuditActions.NodeDraining : AuditActions.NodeResumed, node, node));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        signal.Set();
        return draining;
    }
}
