using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>A job as administrators see it: never its text.</summary>
public sealed record QueueEntry(
    Guid RunId, string User, string ModelKey, JobKind Kind, JobState State, JobPriority Priority, int Position, DateTimeOffset EnqueuedAt,
    DateTimeOffset? StartedAt)
{
    /// <summary>Since when it stands in line, or stood before it was picked; of what waits for its files, since when it was asked for.</summary>
    public DateTimeOffset WaitingSince { get; init; }

    /// <summary>Whether it waits for files of its conversation, and does not stand in line therefore.</summary>
    public bool WaitsForFiles { get; init; }

    /// <summary>The node that runs it; null while it waits.</summary>
    public string? Node { get; init; }

    /// <summary>How often it was started.</summary>
    public int Attempts { get; init; }

    /// <summary>How its tokens come, where it runs on this node.</summary>
    public RunPace Pace { get; init; }
}

/// <summary>A job as it is read for a <see cref="QueueEntry"/>.</summary>
internal sealed record QueueRow(
    long Seq, Guid RunId, Guid OwnerId, Guid ConversationId, string User, string ModelKey, JobKind Kind, JobState State, JobPriority Priority,
    DateTimeOffset EnqueuedAt, DateTimeOffset WaitingSince, bool WaitsForFiles, DateTimeOffset? StartedAt, string? LeaseOwner, int Attempts)
{
    /// <summary>The entry, with its place and what this node knows of its run.</summary>
    public QueueEntry ToEntry(int position, RunRegistry registry) => new(
        RunId, User, ModelKey, Kind, State, Priority, State == JobState.Queued ? position : 0, EnqueuedAt, State == JobState.Running ? StartedAt : null)
    {
        WaitingSince = WaitingSince,
        WaitsForFiles = WaitsForFiles,
        Node = State == JobState.Running ? LeaseOwner?.Split('/')[0] : null,
        Attempts = Attempts,
        Pace = State == JobState.Running && registry.Find(RunId) is { } run ? run.Pace : default,
    };
}

/// <summary>How such rows are read.</summary>
internal static class QueueRowQueries
{
    /// <summary>The jobs with the names of their users.</summary>
    public static IQueryable<QueueRow> ToRows(this IQueryable<GenerationJob> jobs, AppDbContext db) =>
        from job in jobs
        join user in db.Users on job.OwnerId equals user.Id
        orderby job.Seq
        select new QueueRow(
            job.Seq, job.RunId, job.OwnerId, job.ConversationId, user.Email ?? user.UserName ?? "", job.ModelKey, job.Kind, job.State, job.Priority,
            job.EnqueuedAt, job.WaitingSince, job.WaitsForFilesUntil != null, job.StartedAt, job.LeaseOwner, job.Attempts);
}
