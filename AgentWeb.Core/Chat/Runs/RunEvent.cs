using System.Text.Json.Serialization;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>
/// Something that happened in a run. Names and members as programs see them (snake_case JSON with the kind in <c>type</c>); the
/// number is not part of the body but the id of the server-sent event.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(AcceptedEvent), "accepted")]
[JsonDerivedType(typeof(StatusEvent), "status")]
[JsonDerivedType(typeof(RetryEvent), "retry")]
[JsonDerivedType(typeof(ContinueStartedEvent), "continue_started")]
[JsonDerivedType(typeof(ThinkingEvent), "thinking")]
[JsonDerivedType(typeof(TextEvent), "text")]
[JsonDerivedType(typeof(SnapshotEvent), "snapshot")]
[JsonDerivedType(typeof(MetadataEvent), "metadata")]
[JsonDerivedType(typeof(DoneEvent), "done")]
[JsonDerivedType(typeof(ErrorEvent), "error")]
public abstract record RunEvent
{
    /// <summary>Number within the run, from 1; of merged events the last one's.</summary>
    [JsonIgnore]
    public long Number { get; init; }
}

/// <summary>The message was accepted; it survives a restart from here on.</summary>
public sealed record AcceptedEvent(string SessionId, string RunId, string UserMessageId, string MessageId) : RunEvent;

/// <summary>Where the run stands before there is text.</summary>
/// <param name="Status"><c>queued</c> or <c>processing</c>.</param>
/// <param name="QueuePosition">1 starts next; 0 once it runs; null while it is not in line.</param>
/// <param name="EtaMs">Estimated wait in milliseconds; null where there is none.</param>
/// <param name="WaitingFor">Name of the file that must be read before it stands in line; null when it waits for none.</param>
public sealed record StatusEvent(
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? QueuePosition = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? EtaMs = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? WaitingFor = null) : RunEvent;

/// <summary>The model server failed before its first token; it is asked again.</summary>
/// <param name="Attempt">The attempt that failed, from 1.</param>
/// <param name="MaxAttempts">How many there are in all.</param>
/// <param name="DelayMs">Milliseconds until the next one.</param>
public sealed record RetryEvent(int Attempt, int MaxAttempts, long DelayMs) : RunEvent;

/// <summary>The run adds to a reply that has text; the text events that follow are what is added.</summary>
/// <param name="ContinuationFromLength">Length of the text it goes on from, in UTF-16 characters.</param>
public sealed record ContinueStartedEvent(int ContinuationFromLength) : RunEvent;

/// <summary>A part of the model's reasoning, or a step that is taken before it answers.</summary>
/// <param name="Text">The reasoning; null when it is a step.</param>
/// <param name="Step">What is done, in English, such as <c>Reading report.pdf</c>; null when it is reasoning.</param>
public sealed record ThinkingEvent(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Step = null) : RunEvent;

/// <summary>Text of the reply, a part of it.</summary>
public sealed record TextEvent(string Text) : RunEvent;

/// <summary>Everything so far, for a reader that the log no longer reaches back to.</summary>
public sealed record SnapshotEvent(long Seq, string Text, string Status) : RunEvent;

/// <summary>What is known about the reply once it has ended.</summary>
/// <param name="Usage">Tokens used.</param>
/// <param name="TtftMs">Milliseconds to the first token.</param>
/// <param name="TokensPerSecond">Output tokens a second from the first to the last.</param>
/// <param name="Citations">The passages of files that the text refers to, by number.</param>
public sealed record MetadataEvent(UsageBody? Usage, long? TtftMs, double? TokensPerSecond, IReadOnlyList<CitationBody> Citations) : RunEvent;

/// <summary>A passage that a reply refers to.</summary>
/// <param name="Number">The number in its text, as in <c>[1]</c>.</param>
/// <param name="FileId">The file.</param>
/// <param name="FileName">The file's name.</param>
/// <param name="Page">Page or slide, from 1; null where there are none.</param>
/// <param name="Place">Sheet and rows, or lines; null where nothing says it.</param>
/// <param name="Passage">The passage's order within the file, from 0.</param>
public sealed record CitationBody(int Number, string FileId, string FileName, int? Page, string? Place, int Passage)
{
    /// <summary>A citation as programs see it.</summary>
    public static CitationBody Of(Data.Entities.Citation c) => new(c.Number, PublicId.Format(PublicId.File, c.FileId), c.FileName, c.Page, c.Place, c.Passage);
}

/// <summary>Tokens used.</summary>
public sealed record UsageBody(long InputTokens, long OutputTokens);

/// <summary>The run ended as it should.</summary>
/// <param name="MessageId">The reply.</param>
/// <param name="Status"><c>complete</c> or <c>stopped</c>.</param>
/// <param name="FinishReason"><c>stop</c>, <c>length</c>, <c>cancelled</c>, or what the model server said.</param>
public sealed record DoneEvent(string MessageId, string Status, string? FinishReason) : RunEvent
{
    /// <summary>What is said about the end, where it was not its owner's doing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NoticeBody? Notice { get; init; }
}

/// <summary>Something that is said about a run and is no failure.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Message">A sentence.</param>
public sealed record NoticeBody(string Code, string Message)
{
    /// <summary>The notice; null when there is none.</summary>
    public static NoticeBody? Of(string? code, string? message) => code is null ? null : new(code, message ?? "");
}

/// <summary>The run failed, or broke off after there was text.</summary>
/// <param name="MessageId">The reply.</param>
/// <param name="Status"><c>error</c> or <c>interrupted</c>.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Error">A sentence a person can act on.</param>
/// <param name="Retryable">Trying again may help.</param>
public sealed record ErrorEvent(string MessageId, string Status, string Code, string Error, bool Retryable) : RunEvent
{
    /// <summary>Id under which the log has the run, for whoever has to find out more.</summary>
    public required string TraceId { get; init; }
}
