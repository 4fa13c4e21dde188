namespace AgentWeb.E2E.Faults;

/// <summary>A message that somebody wants to send: as often as it takes, always under the same id.</summary>
internal sealed class Outgoing
{
    /// <summary>Makes a message unlike any other.</summary>
    /// <param name="about">What it says: the directive of the model server that decides the answer, as a rule.</param>
    public Outgoing(string about) => Text = $"{about} #{ClientMessageId}";

    /// <summary>The sender's id of it.</summary>
    public string ClientMessageId { get; } = Guid.CreateVersion7().ToString("N");

    /// <summary>What it says.</summary>
    public string Text { get; }

    /// <summary>The conversation; null for a new one.</summary>
    public string? SessionId { get; init; }

    /// <summary>Key of the model; null for the default one.</summary>
    public string? Model { get; init; }

    /// <summary>Most tokens of the reply; null for the server's limit.</summary>
    public int? MaxTokens { get; init; }
}
