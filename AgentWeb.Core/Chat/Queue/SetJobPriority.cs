using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>Moves a waiting job into another class of urgency, at once.</summary>
public sealed class SetJobPriority(IDbContextFactory<AppDbContext> contexts, ReadQueue readQueue, AuditTrail audit, QueueSignal signal)
{
    /// <summary>Moves it.</summary>
    /// <returns>The job as it stands now; a job that runs or has ended is a conflict.</returns>
    public async Task<Result<QueueEntry>> RunAsync(Guid runId, JobPriority priority, CancellationToken cancellationToken)
    {
        if (!await MoveAsync(runId, priority, cancellationToken))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            return await db.Jobs.AnyAsync(j => j.RunId == runId, cancellationToken)
                ? new Error("job_not_waiting", "This job is not waiting any more, so its priority has no effect.", ErrorKind.Conflict)
                : Error.NotFound("job");
        }

        signal.Set();
        var queue = await readQueue.RunAsync(cancellationToken);
        return queue.Jobs.FirstOrDefault(j => j.RunId == runId) is { } job ? job : Error.NotFound("job");
    }

    private async Task<bool> MoveAsync(Guid runId, JobPriority priority, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var before = await db.Jobs.AsNoTracking().Where(j => j.RunId == runId).ToRows(db).SingleOrDefaultAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var moved = await db.Jobs.Where(j => j.RunId == runId && j.State == JobState.Queued)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.Priority, priority), cancellationToken);
        if (moved == 0 || before is null)
        {
            return false;
        }

        if (before.Priority != priority)
        {
            audit.Add(db, new(AuditActions.PriorityChanged, PublicId.Format(PublicId.Job, runId), before.User, $"{before.Priority} to {priority}, {before.ModelKey}"));
            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
