using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Chat.Background;

/// <summary>A job that writes about a conversation: it waits behind everything that a person waits for and has no place in line.</summary>
internal static class BackgroundJob
{
    /// <summary>The row of such a job.</summary>
    /// <param name="last">The last message it looks at.</param>
    /// <param name="questionId">The message before it, or itself where there is none.</param>
    /// <param name="modelKey">The model that is asked.</param>
    /// <param name="kind">What it writes.</param>
    /// <param name="now">The time.</param>
    public static GenerationJob About(Message last, Guid questionId, string modelKey, JobKind kind, DateTimeOffset now) => new()
    {
        RunId = Guid.CreateVersion7(now),
        OwnerId = last.OwnerId,
        ConversationId = last.ConversationId,
        UserMessageId = questionId,
        MessageId = last.Id,
        ModelKey = modelKey,
        Kind = kind,
        Priority = JobPriority.Background,
        EnqueuedAt = now,
        WaitingSince = now,
    };
}
