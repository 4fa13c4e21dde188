namespace AgentWeb.Core.Data.Entities;

/// <summary>A conversation; the API calls it a session. It exists from its first accepted message, never before.</summary>
public sealed class Conversation : IOwned
{
    /// <summary>Longest title, in characters.</summary>
    public const int MaxTitleLength = 200;

    /// <summary>Identifier (UUIDv7).</summary>
    public Guid Id { get; set; }

    /// <inheritdoc/>
    public Guid OwnerId { get; set; }

    /// <summary>Shown in the sidebar; at first the beginning of the first message.</summary>
    public required string Title { get; set; }

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
