using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>The queue as administrators see it.</summary>
/// <param name="Paused">Nothing new starts.</param>
/// <param name="Jobs">What runs, then what waits in the order in which it starts on its model.</param>
public sealed record QueueView(bool Paused, IReadOnlyList<QueueEntry> Jobs);

/// <summary>A job as administrators see it: never its text.</summary>
public sealed record QueueEntry(
    Guid RunId, string User, string ModelKey, JobKind Kind, JobState State, JobPriority Priority, int Position, DateTimeOffset EnqueuedAt,
    DateTimeOffset? StartedAt);

/// <summary>Reads what runs and waits, from the rows that the scheduler itself uses.</summary>
public sealed class ReadQueue(IDbContextFactory<AppDbContext> contexts)
{
    /// <summary>Reads it.</summary>
    public async Task<QueueView> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var paused = await db.IsQueuePausedAsync(cancellationToken);
        var rows = await (
            from job in db.Jobs.AsNoTracking()
            where job.State == JobState.Queued || job.State == JobState.Running
            join user in db.Users on job.OwnerId equals user.Id
            orderby job.Seq
            select new { Job = job, User = user.Email ?? user.UserName ?? "" }).ToListAsync(cancellationToken);
        var lastServed = await db.QueueTurns.AsNoTracking().Where(t => t.IsWaiting)
            .ToDictionaryAsync(t => t.OwnerId, t => t.LastServed, cancellationToken);
        var positions = rows.Where(r => r.Job.State == JobState.Queued && r.Job.Kind.WritesReply())
            .Select(r => new WaitingJob(r.Job.Seq, r.Job.RunId, r.Job.OwnerId, r.Job.ConversationId, r.Job.ModelKey, r.Job.Priority))
            .GroupBy(j => j.ModelKey, StringComparer.Ordinal)
            .SelectMany(model => FairOrder.Of(model, lastServed).Select((job, index) => (job.Seq, Position: index + 1)))
            .ToDictionary(p => p.Seq, p => p.Position);
        var jobs = rows
            .Select(r => new QueueEntry(
                r.Job.RunId, r.User, r.Job.ModelKey, r.Job.Kind, r.Job.State, r.Job.Priority, positions.GetValueOrDefault(r.Job.Seq), r.Job.EnqueuedAt,
                r.Job.State == JobState.Running ? r.Job.StartedAt : null))
            .OrderBy(j => j.Position).ToList();
        return new(paused, jobs);
    }
}
