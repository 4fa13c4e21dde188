namespace AgentWeb.Core.Conversations;

/// <summary>How a conversation is held: what its replies are asked for with.</summary>
public sealed record ConversationSettings
{
    /// <summary>Nothing is set.</summary>
    public static ConversationSettings None { get; } = new();

    /// <summary>The model that was asked last; null takes the person's or the server's default.</summary>
    public string? ModelKey { get; init; }

    /// <summary>What the model is told before everything else, at most <see cref="Data.Entities.Conversation.MaxInstructionsLength"/> characters.</summary>
    public string? Instructions { get; init; }

    /// <summary>Sampling temperature from 0 to 2; null leaves it to the model.</summary>
    public double? Temperature { get; init; }

    /// <summary>Most tokens of a reply; null takes the configured limit.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>The summary of the conversation that this one goes on from.</summary>
    public string? CarriedSummary { get; init; }

    /// <summary>Whether its replies may draw on all files of its owner, not only on those that were sent with its messages.</summary>
    public bool UsesLibrary { get; init; }

    /// <summary>Whether files were sent with its messages.</summary>
    public bool HasFiles { get; init; }

    /// <summary>Whether it appears in no history.</summary>
    public bool Temporary { get; init; }

    /// <summary>When it was ended; null while it takes messages.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Its summary, once it was ended and that is written.</summary>
    public string? Summary { get; init; }
}
