using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Import;

/// <summary>A conversation as a file tells it, before its tree is checked.</summary>
internal sealed record ImportedConversation
{
    /// <summary>Its title; empty takes the first words.</summary>
    public string Title { get; init; } = "";

    /// <summary>When it began; null takes its first message's time.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last used; null takes its last message's time.</summary>
    public DateTimeOffset? LastActiveAt { get; init; }

    /// <summary>The last message of the path that was shown; null takes the newest.</summary>
    public string? ActiveLeaf { get; init; }

    /// <summary>Its messages, in the order of the file.</summary>
    public required IReadOnlyList<ImportedMessage> Messages { get; init; }

    /// <summary>Sets what only our own files tell.</summary>
    public Action<Conversation>? Restore { get; init; }
}

/// <summary>A message as a file tells it.</summary>
/// <param name="Key">Its identifier in the file.</param>
/// <param name="ParentKey">The message it follows; null, or one that is not in the file, begins a branch.</param>
/// <param name="Role">Who speaks; null when it is nothing that people see, and is left out.</param>
/// <param name="Text">Its text.</param>
internal sealed record ImportedMessage(string Key, string? ParentKey, MessageRole? Role, string Text)
{
    /// <summary>When it was said.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The model that said it.</summary>
    public string? Model { get; init; }

    /// <summary>How it ended.</summary>
    public MessageStatus Status { get; init; } = MessageStatus.Complete;

    /// <summary>What stands beside the text.</summary>
    public IReadOnlyList<ContentBlock> Blocks { get; init; } = [];

    /// <summary>Sets what only our own files tell.</summary>
    public Action<Message>? Restore { get; init; }

    /// <summary>Whether it comes along: somebody said something, or failed to and told why.</summary>
    public bool IsKept => Role is not null && (Text.Length > 0 || Blocks.Count > 0 || Status != MessageStatus.Complete);
}
