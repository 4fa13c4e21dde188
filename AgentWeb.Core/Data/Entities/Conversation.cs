namespace AgentWeb.Core.Data.Entities;

/// <summary>A conversation; the API calls it a session. It exists from its first accepted message, never before.</summary>
public sealed class Conversation : IOwned
{
    /// <summary>Longest title, in characters.</summary>
    public const int MaxTitleLength = 200;

    /// <summary>Longest instructions, in characters.</summary>
    public const int MaxInstructionsLength = 8_000;

    /// <summary>Identifier (UUIDv7).</summary>
    public Guid Id { get; set; }

    /// <inheritdoc/>
    public Guid OwnerId { get; set; }

    /// <summary>Shown in the sidebar; at first the beginning of the first message.</summary>
    public required string Title { get; set; }

    /// <summary>Where the title comes from.</summary>
    public TitleSource TitleSource { get; set; }

    /// <summary>Whether it appears in no history and is purged after <c>Retention:Temporary</c>.</summary>
    public bool Temporary { get; set; }

    /// <summary>The model that was asked last; null before the first.</summary>
    public string? ModelKey { get; set; }

    /// <summary>What the model is told before everything else; null tells it nothing.</summary>
    public string? Instructions { get; set; }

    /// <summary>Sampling temperature of its replies; null leaves it to the model.</summary>
    public double? Temperature { get; set; }

    /// <summary>Most tokens of a reply; null takes the configured limit.</summary>
    public int? MaxOutputTokens { get; set; }

    /// <summary>When it was ended; null while it takes messages.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Goal, outcome and open points, in Markdown, written when it was ended.</summary>
    public string? Summary { get; set; }

    /// <summary>The summary of the conversation that this one goes on from, as it was when this one began.</summary>
    public string? CarriedSummary { get; set; }

    /// <summary>Whether its replies may draw on all files of its owner, not only on those that were sent with its messages.</summary>
    public bool UsesLibrary { get; set; }

    /// <summary>When its first message was accepted.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When something last happened in it; the sidebar is sorted by this.</summary>
    public DateTimeOffset LastActiveAt { get; set; }

    /// <summary>Whether it stands above the others.</summary>
    public bool Pinned { get; set; }

    /// <summary>Whether it was put away: out of the list, but kept and found.</summary>
    public bool Archived { get; set; }

    /// <summary>When its owner last looked at it; what finished after that is unread.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    /// <summary>When a reply last ended in it.</summary>
    public DateTimeOffset? RepliedAt { get; set; }

    /// <summary>When it was deleted; hidden everywhere since, and purged after <c>Retention:Deleted</c>.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>How many messages it has, on all branches; kept by the transaction that adds or deletes them.</summary>
    public int MessageCount { get; set; }

    /// <summary>The highest <see cref="Message.Seq"/> ever given out here; raised by the transaction that adds messages.</summary>
    public long LastSeq { get; set; }

    /// <summary>The folder it is in; null when it is in none.</summary>
    public Guid? FolderId { get; set; }

    /// <summary>The words its owner put on it.</summary>
    public ICollection<ConversationTag> Tags { get; } = [];

    /// <summary>Its messages.</summary>
    public ICollection<Message> Messages { get; } = [];
}
