namespace AgentWeb.Core.Data.Entities;

/// <summary>A message: a node in the tree that a conversation is. Siblings share a parent; one path is the active one.</summary>
public sealed class Message : IOwned
{
    /// <summary>Longest <see cref="FeedbackNote"/>, in characters.</summary>
    public const int MaxFeedbackNoteLength = 2000;

    /// <summary>Identifier (UUIDv7). Nothing is ordered by it.</summary>
    public Guid Id { get; set; }

    /// <summary>The conversation it is part of.</summary>
    public Guid ConversationId { get; set; }

    /// <inheritdoc/>
    public Guid OwnerId { get; set; }

    /// <summary>The message it answers or follows; null for the first of a branch.</summary>
    public Guid? ParentId { get; set; }

    /// <summary>Order within the conversation. A child's is always greater than its parent's.</summary>
    public long Seq { get; set; }

    /// <summary>Whether it is on the path that is shown and sent to the model.</summary>
    public bool OnActivePath { get; set; }

    /// <summary>Who speaks.</summary>
    public MessageRole Role { get; set; }

    /// <summary>Where it stands.</summary>
    public MessageStatus Status { get; set; }

    /// <summary>Why the model ended: <c>stop</c>, <c>length</c>, <c>cancelled</c> or what the server said; null while it has not.</summary>
    public string? FinishReason { get; set; }

    /// <summary>The whole text, all segments in order. While a reply runs its text is in <see cref="RunTextChunk"/> rows.</summary>
    public string Text { get; set; } = "";

    /// <summary>The parts that <see cref="Text"/> came in, one for each run, in order.</summary>
    public List<MessageSegment> Segments { get; set; } = [];

    /// <summary>What stands beside the text: reasoning today.</summary>
    public List<ContentBlock> ContentBlocks { get; set; } = [];

    /// <summary>The passages of files that the text refers to, by their numbers.</summary>
    public List<Citation> Citations { get; set; } = [];

    /// <summary>Tokens used by the run or runs; null when nothing was generated.</summary>
    public TokenUsage? Usage { get; set; }

    /// <summary>Key of the model that answers; null for a person's message.</summary>
    public string? ModelKey { get; set; }

    /// <summary>Stable code of what went wrong.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>What went wrong, in a sentence a person can act on.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>The sender's own id of a message, unique for each user: the same one never makes two messages.</summary>
    public string? ClientMessageId { get; set; }

    /// <summary>Hash of the request that came with <see cref="ClientMessageId"/>: the same id with another body is refused.</summary>
    public string? ClientRequestHash { get; set; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>What its reader thinks of it; null when they have not said.</summary>
    public MessageFeedback? Feedback { get; set; }

    /// <summary>What they have to say about it.</summary>
    public string? FeedbackNote { get; set; }

    /// <summary>Whether it will still change by itself.</summary>
    public bool IsRunning => Status.IsRunning();

    /// <summary>Whether going on with it makes sense: it has text, and it was stopped, broke off or reached its length limit.</summary>
    public bool CanContinue => Status.CanContinue(FinishReason, Text.Length > 0);
}
