using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>Makes a job that was just stored known: to readers of its run, to the worker, and to the user's open pages.</summary>
public sealed class AnnounceJob(
    RunRegistry registry, PlaceInQueue place, QueuePositions positions, QueueSignal queueSignal, ConversationChanges changes)
{
    /// <summary>Announces it.</summary>
    /// <returns>Its place in line.</returns>
    public async Task<QueueWait> RunAsync(GenerationJob job, CancellationToken cancellationToken)
    {
        // It is stored, so it runs, whatever the look at its place meets; the worker does not wait for that.
        var run = registry.GetOrAdd(RunIdentity.From(job));
        if (job.WaitsForFilesUntil is null)
        {
            queueSignal.Set();
        }
        else
        {
            queueSignal.FileMoved(); // What was asked before in its conversation may wait for the same file.
        }

        changes.Publish(job.OwnerId, job.ConversationId);
        var wait = default(QueueWait);
        try
        {
            wait = await place.OfAsync(job, cancellationToken);
            positions.Tell(run, wait);
        }
        catch (Exception failure) when (StorageFailure.IsIn(failure))
        {
            // Who is told that it failed would send it again; its place is told when the next change of the queue is.
        }

        return wait;
    }
}
