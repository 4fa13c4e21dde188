namespace AgentWeb.Core.Data.Entities;

/// <summary>A word that a user put on a conversation. A tag has no life of its own: it is there while a conversation carries it.</summary>
public sealed class ConversationTag : IOwned
{
    /// <summary>Longest tag, in characters.</summary>
    public const int MaxNameLength = 40;

    /// <summary>Most tags of one conversation.</summary>
    public const int MaxPerConversation = 10;

    /// <summary>The conversation.</summary>
    public Guid ConversationId { get; set; }

    /// <inheritdoc/>
    public Guid OwnerId { get; set; }

    /// <summary>The tag as it was typed.</summary>
    public required string Name { get; set; }

    /// <summary>The tag as it is compared, without regard to case.</summary>
    public required string NormalizedName { get; set; }
}
