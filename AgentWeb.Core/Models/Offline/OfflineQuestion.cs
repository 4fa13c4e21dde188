using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Models.Offline;

/// <summary>A message to the built-in assistant, and what came before it.</summary>
/// <param name="Text">The message, trimmed.</param>
/// <param name="Before">The earlier messages of user and assistant that have text, oldest first.</param>
/// <param name="Now">The time on the server's clock, in its zone.</param>
internal sealed record OfflineQuestion(string Text, IReadOnlyList<ChatMessage> Before, DateTimeOffset Now)
{
    /// <summary>The date on the server.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    /// <summary>Whether the assistant has not said anything yet.</summary>
    public bool IsFirst => Before.All(message => message.Role != ChatRole.Assistant);

    /// <summary>Takes the question out of what a model is sent.</summary>
    public static OfflineQuestion Of(IEnumerable<ChatMessage> messages, DateTimeOffset now)
    {
        var talk = messages
            .Where(message => (message.Role == ChatRole.User || message.Role == ChatRole.Assistant) && !string.IsNullOrWhiteSpace(message.Text))
            .ToList();
        var last = talk.FindLastIndex(message => message.Role == ChatRole.User);
        return last < 0
            ? new OfflineQuestion("", talk, now)
            : new OfflineQuestion(talk[last].Text.Trim(), talk[..last], now);
    }
}
