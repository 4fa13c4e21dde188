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
    /// <returns>
    /// The job as it stands now; a job that runs or has ended is a conflict, <c>priority_invalid</c> a class that is not for replies, or a job that
    /// writes none.
    /// </returns>
    public async Task<Result<QueueEntry>> RunAsync(Guid runId, JobPriority priority, CancellationToken cancellationToken)
    {
        if (priority is not (JobPriority.High or JobPriority.Normal or JobPriority.Low))
        {
            return new Error("priority_invalid", "priority must be high, normal or low.");
        }

        if (!await MoveAsync(runId, priority, cancellationToken))
        {
            return await WhyNotAsync(runId, cancellationToken);
        }

        signal.Set();
        var queue = await readQueue.RunAsync(cancellationToken);
        return queue.Jobs.FirstOrDefault(j => j.RunId == runId) is { } job ? job : Error.NotFound("job");
    }

    private async Task<Error> WhyNotAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var kind = await db.Jobs.Where(j => j.RunId == runId).Select(j => (JobKind?)j.Kind).SingleOrDefaultAsync(cancellationToken);
        return kind switch
        {
            null => Error.NotFound("job"),
            { } known when !known.WritesReply() => new Error(
                "priority_invalid", "Titles and summaries are written in the background. Only jobs that write replies have a priority to choose."),
            _ => new Error("job_not_waiting", "This job is not waiting any more, so its priority has no effect.", ErrorKind.Conflict),
        };
    }

    private async Task<bool> MoveAsync(Guid runId, JobPriority priority, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var before = await db.Jobs.AsNoTracking().Where(j => j.RunId == runId).ToRows(db).SingleOrDefaultAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var moved = await db.Jobs.OfReplies().Where(j => j.RunId == runId && j.State == JobState.Queued)
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
