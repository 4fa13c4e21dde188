namespace AgentWeb.Core.Data.Entities;

/// <summary>What a status means, said once for rows, transcripts and pages.</summary>
public static class MessageStatuses
{
    /// <summary>Whether a message of this status will still change by itself.</summary>
    public static bool IsRunning(this MessageStatus status) =>
        status is MessageStatus.Queued or MessageStatus.Processing or MessageStatus.Streaming;

    /// <summary>Whether going on with a reply makes sense: it has text, and it was stopped, broke off or reached its length limit.</summary>
    public static bool CanContinue(this MessageStatus status, string? finishReason, bool hasText) => hasText
        && (status is MessageStatus.Stopped or MessageStatus.Interrupted
            || (status == MessageStatus.Complete && string.Equals(finishReason, "length", StringComparison.Ordinal)));
}
