using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>
/// The order in which waiting jobs of one model start: by class of urgency; within a class round-robin over users, beginning with the
/// one who was served longest ago; for each user in order of arrival. The definition in one place: the query that picks the next job
/// and the one that tells a single position give the same order, and tests hold them to it.
/// </summary>
internal static class FairOrder
{
    /// <summary>The jobs in the order in which they start.</summary>
    /// <param name="waiting">Waiting jobs of one model.</param>
    /// <param name="lastServed">When each user was last served, as a count; users that are missing never were.</param>
    public static IEnumerable<WaitingJob> Of(IEnumerable<WaitingJob> waiting, IReadOnlyDictionary<Guid, long> lastServed)
    {
        var places =
            from job in waiting
            group job by (job.Priority, job.OwnerId) into own
            let queue = own.OrderBy(j => j.Seq).ToList()
            let served = lastServed.GetValueOrDefault(own.Key.OwnerId)
            from place in queue.Select((job, round) => (job, round))
            orderby own.Key.Priority, place.round, served, queue[0].Seq
            select place.job;
        return places;
    }
}

/// <summary>A job that waits, as its place in line is computed from it.</summary>
public readonly record struct WaitingJob(long Seq, Guid RunId, Guid OwnerId, Guid ConversationId, string ModelKey, JobPriority Priority)
{
    /// <summary>Whether it waits for files of its conversation, and has no place in line therefore.</summary>
    public bool WaitsForFiles { get; init; }
}
