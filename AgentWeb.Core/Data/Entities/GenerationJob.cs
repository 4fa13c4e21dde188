namespace AgentWeb.Core.Data.Entities;

/// <summary>One generation in the queue: the row is the truth about it, from accepted to ended.</summary>
public sealed class GenerationJob : IOwned
{
    /// <summary>Row number and order of arrival.</summary>
    public long Seq { get; set; }

    /// <summary>Identifier of the run (UUIDv7).</summary>
    public Guid RunId { get; set; }

    /// <inheritdoc/>
    public Guid OwnerId { get; set; }

    /// <summary>The conversation it is for.</summary>
    public Guid ConversationId { get; set; }

    /// <summary>The message that it answers.</summary>
    public Guid UserMessageId { get; set; }

    /// <summary>The reply it writes.</summary>
    public Guid MessageId { get; set; }

    /// <summary>Key of the model that is asked.</summary>
    public required string ModelKey { get; set; }

    /// <summary>What it writes.</summary>
    public JobKind Kind { get; set; }

    /// <summary>Length in UTF-16 characters of the text that a continuation goes on from; null for a reply from its beginning.</summary>
    public int? ContinuesFrom { get; set; }

    /// <summary>Class of urgency; a lower number goes first.</summary>
    public JobPriority Priority { get; set; } = JobPriority.Normal;

    /// <summary>Where it stands.</summary>
    public JobState State { get; set; }

    /// <summary>The worker that holds it; null when none does.</summary>
    public string? LeaseOwner { get; set; }

    /// <summary>Until when the worker holds it unless it says so again; one that is past means that the worker is dead.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>
    /// Who wants it stopped while it runs, as a stable code: <c>stopped</c> for its owner, else that of what the owner is told. Null while nobody does.
    /// The process that holds it obeys; one that is dead is obeyed for when its lease has passed.
    /// </summary>
    public string? StopCode { get; set; }

    /// <summary>How often it was started.</summary>
    public int Attempts { get; set; }

    /// <summary>Sampling temperature; null leaves it to the model.</summary>
    public double? Temperature { get; set; }

    /// <summary>Most tokens the reply may have; null takes the configured limit.</summary>
    public int? MaxOutputTokens { get; set; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset EnqueuedAt { get; set; }

    /// <summary>
    /// Since when it stands in line: when it was accepted, when the files that it waited for were ready, or when it came back after its worker died;
    /// the moment it ended, if it waited for files until then and so never stood in line. Every wait that is measured or shown begins here.
    /// </summary>
    public DateTimeOffset WaitingSince { get; set; }

    /// <summary>
    /// Until when it waits for files of its conversation at most. Until it is let go it does not stand in line, and <see cref="WaitingSince"/> is no
    /// time in line. Null for what waits for none, or for none any more; never set once it is picked or has ended.
    /// </summary>
    public DateTimeOffset? WaitsForFilesUntil { get; set; }

    /// <summary>When a worker last picked it.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When its first token came.</summary>
    public DateTimeOffset? FirstTokenAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Requests to the model beyond the first.</summary>
    public int Retries { get; set; }

    /// <summary>From picked to the first token, in milliseconds; null when there was none.</summary>
    public long? TimeToFirstTokenMs { get; set; }

    /// <summary>Output tokens a second, from the first token to the last; null when there were none.</summary>
    public double? TokensPerSecond { get; set; }

    /// <summary>Tokens that were sent to the model; null while it is not known.</summary>
    public long? InputTokens { get; set; }

    /// <summary>Tokens that the model produced; null while it is not known.</summary>
    public long? OutputTokens { get; set; }

    /// <summary>What they cost, in millionths of the currency of the configured prices; null where the model has no price.</summary>
    public long? CostMicros { get; set; }

    /// <summary>Stable code of what went wrong.</summary>
    public string? ErrorCode { get; set; }
}
