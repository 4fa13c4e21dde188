using System.Text.Json;
using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Sharing;

/// <summary>A message as others see it: who speaks, what, when, and the name of the model. Nothing else leaves the conversation.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Text">The text.</param>
/// <param name="At">When it was said.</param>
/// <param name="Model">The name of the model; null for a person.</param>
public sealed record SharedMessage(MessageRole Role, string Text, DateTimeOffset At, string? Model)
{
    /// <summary>Messages as a share keeps them.</summary>
    internal static string Write(IReadOnlyList<SharedMessage> messages) => JsonSerializer.Serialize(messages);

    /// <summary>Messages that a share kept.</summary>
    internal static IReadOnlyList<SharedMessage> Read(string snapshot) => JsonSerializer.Deserialize<List<SharedMessage>>(snapshot) ?? [];
}
