using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>Pauses the queue or lets it go on. What runs is not touched; the decision outlives a restart.</summary>
public sealed class PauseQueue(IDbContextFactory<AppDbContext> contexts, AuditTrail audit, QueueSignal signal, TimeProvider time)
{
    /// <summary>Decides.</summary>
    /// <param name="administratorId">Who decides.</param>
    /// <param name="paused">Whether nothing new starts.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RunAsync(Guid administratorId, bool paused, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var changed = await db.QueueControls.Where(c => c.Id == QueueControl.OnlyId && c.Paused != paused)
            .ExecuteUpdateAsync(
                set => set.SetProperty(c => c.Paused, paused).SetProperty(c => c.ChangedAt, now).SetProperty(c => c.ChangedBy, administratorId),
                cancellationToken);
        if (changed == 0 && await db.QueueControls.AnyAsync(cancellationToken))
        {
            return; // It is so already.
        }

        if (changed == 0)
        {
            db.QueueControls.Add(new() { Paused = paused, ChangedAt = now, ChangedBy = administratorId });
        }

        audit.Add(db, new(paused ? AuditActions.QueuePaused : AuditActions.QueueResumed));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        signal.Set();
    }
}
