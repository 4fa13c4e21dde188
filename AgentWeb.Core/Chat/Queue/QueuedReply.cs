using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>A reply that is to be written, and the job that writes it: they are stored together or not at all.</summary>
/// <param name="Reply">The empty reply.</param>
/// <param name="Job">Its job.</param>
internal sealed record QueuedReply(Message Reply, GenerationJob Job)
{
    /// <summary>A reply below a question, on the active path.</summary>
    public static QueuedReply To(Message question, long seq, string modelKey, DateTimeOffset now)
    {
        var reply = new Message
        {
            Id = Guid.CreateVersion7(now),
            ConversationId = question.ConversationId,
            OwnerId = question.OwnerId,
            ParentId = question.Id,
            Seq = seq,
            OnActivePath = true,
            Role = MessageRole.Assistant,
            Status = MessageStatus.Queued,
            ModelKey = modelKey,
            CreatedAt = now,
        };
        var job = new GenerationJob
        {
            RunId = Guid.CreateVersion7(now),
            OwnerId = question.OwnerId,
            ConversationId = question.ConversationId,
            UserMessageId = question.Id,
            MessageId = reply.Id,
            ModelKey = modelKey,
            EnqueuedAt = now,
            WaitingSince = now,
        };
        return new(reply, job);
    }
}
