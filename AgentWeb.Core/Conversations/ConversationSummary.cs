namespace AgentWeb.Core.Conversations;

/// <summary>A conversation as a list shows it.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Title">Title.</param>
/// <param name="Status">What goes on in it.</param>
/// <param name="MessageCount">Messages on all branches.</param>
/// <param name="CreatedAt">When its first message was accepted.</param>
/// <param name="LastActiveAt">When something last happened in it.</param>
/// <param name="Pinned">It stands above the others.</param>
/// <param name="Archived">It was put away.</param>
/// <param name="Unread">A reply ended in it since its owner last looked.</param>
/// <param name="FolderId">The folder it is in.</param>
public sealed record ConversationSummary(
    Guid Id, string Title, ConversationStatus Status, int MessageCount, DateTimeOffset CreatedAt, DateTimeOffset LastActiveAt,
    bool Pinned = false, bool Archived = false, bool Unread = false, Guid? FolderId = null)
{
    /// <summary>The words its owner put on it, by name.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>When a reply last ended in it; null when none did, as in one that was branched or imported.</summary>
    public DateTimeOffset? RepliedAt { get; init; }

    /// <summary>It appears in no history.</summary>
    public bool Temporary { get; init; }
}

/// <summary>What goes on in a conversation.</summary>
public enum ConversationStatus
{
    /// <summary>Nothing.</summary>
    Idle,

    /// <summary>A message waits in the queue.</summary>
    Queued,

    /// <summary>A reply is being written.</summary>
    Thinking,

    /// <summary>The last reply failed.</summary>
    Error,

    /// <summary>It was ended and takes no message until it is reopened.</summary>
    Ended,
}
