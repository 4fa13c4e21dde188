using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>How the queue is read and changed in the database; used inside the transaction of whoever changes it.</summary>
internal static class QueueRows
{
    /// <summary>Everything that runs, on all nodes: as many rows as there are slots.</summary>
    public static Task<List<RunningJob>> RunningJobsAsync(this AppDbContext db, CancellationToken cancellationToken) =>
        db.Jobs.AsNoTracking()
            .Where(j => j.State == JobState.Running)
            .Select(j => new RunningJob(j.OwnerId, j.ModelKey, j.ConversationId, j.Kind, j.StartedAt ?? j.EnqueuedAt, j.Seq,
                db.Users.Where(u => u.Id == j.OwnerId).Select(u => u.MaxConcurrentJobs).FirstOrDefault()))
            .ToListAsync(cancellationToken);

    /// <summary>Whether an administrator paused the queue.</summary>
    public static Task<bool> IsQueuePausedAsync(this AppDbContext db, CancellationToken cancellationToken) =>
        db.QueueControls.AnyAsync(c => c.Paused, cancellationToken);

    /// <summary>Whether a node may start something: neither is the queue paused nor was the node told to start nothing new.</summary>
    public static async Task<bool> MayStartAsync(this AppDbContext db, string node, CancellationToken cancellationToken) =>
        !await db.QueueControls.Where(c => c.Paused).Select(_ => 1)
            .Concat(db.Nodes.Where(n => n.Name == node && n.Draining).Select(_ => 1))
            .AnyAsync(cancellationToken);

    /// <summary>Adds the user to those who wait.</summary>
    public static async Task JoinQueueAsync(this AppDbContext db, Guid ownerId, CancellationToken cancellationToken)
    {
        var known = await db.QueueTurns.Where(t => t.OwnerId == ownerId)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.IsWaiting, true), cancellationToken);
        if (known == 0)
        {
            db.QueueTurns.Add(new() { OwnerId = ownerId, IsWaiting = true });
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>Moves the user to the end of the rotation, and out of it when nothing of theirs waits any more.</summary>
    /// <returns>Whether something of theirs does.</returns>
    public static async Task<bool> ServedAsync(this AppDbContext db, Guid ownerId, CancellationToken cancellationToken)
    {
        // The update locks the row before the look: whoever adds a job meanwhile raises the mark afterwards.
        await db.QueueTurns.Where(t => t.OwnerId == ownerId)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(t => t.LastServed, t => db.QueueTurns.Max(other => other.LastServed) + 1)
                    .SetProperty(t => t.IsWaiting, false),
                cancellationToken);
        return await db.WaitsOnAsync(ownerId, cancellationToken);
    }

    /// <summary>Takes the user out of those who wait when nothing of theirs does any more, since a job was cancelled.</summary>
    /// <returns>Whether something of theirs does.</returns>
    public static async Task<bool> LeaveQueueAsync(this AppDbContext db, Guid ownerId, CancellationToken cancellationToken)
    {
        await db.QueueTurns.Where(t => t.OwnerId == ownerId)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.IsWaiting, false), cancellationToken);
        return await db.WaitsOnAsync(ownerId, cancellationToken);
    }

    private static async Task<bool> WaitsOnAsync(this AppDbContext db, Guid ownerId, CancellationToken cancellationToken) =>
        await db.QueueTurns.Where(t => t.OwnerId == ownerId && db.Jobs.Any(j => j.OwnerId == ownerId && j.State == JobState.Queued))
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.IsWaiting, true), cancellationToken) > 0;
}
