using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;

namespace AgentWeb.Core.Conversations;

/// <summary>A message as a transcript shows it.</summary>
public sealed record TranscriptMessage
{
    /// <summary>Identifier.</summary>
    public required Guid Id { get; init; }

    /// <summary>The message it follows.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>Order within the conversation.</summary>
    public required long Seq { get; init; }

    /// <summary>Who speaks.</summary>
    public required MessageRole Role { get; init; }

    /// <summary>Where it stands.</summary>
    public required MessageStatus Status { get; init; }

    /// <summary>Why the model ended it.</summary>
    public string? FinishReason { get; init; }

    /// <summary>Its text; of a running reply what the last snapshot has.</summary>
    public required string Text { get; init; }

    /// <summary>What stands beside the text.</summary>
    public required IReadOnlyList<ContentBlock> ContentBlocks { get; init; }

    /// <summary>The passages of files that the text refers to, by their numbers.</summary>
    public IReadOnlyList<Citation> Citations { get; init; } = [];

    /// <summary>Tokens used.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>Key of the model that answers.</summary>
    public string? ModelKey { get; init; }

    /// <summary>Code of what went wrong.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>What went wrong, in a sentence.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Id under which the log has the run that went wrong; null where nothing did, or it is too long ago.</summary>
    public string? TraceId { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What its reader thinks of it.</summary>
    public MessageFeedback? Feedback { get; init; }

    /// <summary>What they have to say about it.</summary>
    public string? FeedbackNote { get; init; }

    /// <summary>The run that writes it now; null when none does.</summary>
    public Guid? RunId { get; init; }

    /// <summary>How many segments its text has; more than one when it was continued.</summary>
    public int SegmentCount { get; init; }

    /// <summary>The versions of the message, oldest first, this one included; empty when there is only this one.</summary>
    public IReadOnlyList<Guid> Siblings { get; init; } = [];

    /// <summary>The files that went with it.</summary>
    public IReadOnlyList<FileSummary> Files { get; init; } = [];

    /// <summary>Length of the text that the run goes on from; 0 for a reply from its beginning.</summary>
    public int ContinuesFrom { get; init; }

    /// <summary>Whether it will still change by itself.</summary>
    public bool IsRunning => Status.IsRunning();
}
