using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>Makes a job that was just stored known: to readers of its run, to the worker, and to the user's open pages.</summary>
public sealed class AnnounceJob(RunRegistry registry, QueueSignal queueSignal, ConversationChanges changes)
{
    /// <summary>Announces it.</summary>
    public void Run(GenerationJob job)
    {
        registry.GetOrAdd(new(job.Seq, job.RunId, job.OwnerId, job.ConversationId, job.UserMessageId, job.MessageId));
        queueSignal.Set();
        changes.Publish(job.OwnerId, job.ConversationId);
    }
}
