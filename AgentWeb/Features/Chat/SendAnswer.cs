namespace AgentWeb.Features.Chat;

/// <summary>What the browser is told about a message it sent.</summary>
/// <param name="Refused">Why it was not accepted, in a sentence; null when it was.</param>
/// <param name="Conversation">The conversation it is in now, as in the key of a draft.</param>
public sealed record SendAnswer(string? Refused, string Conversation)
{
    /// <summary>A conversation as the browser names it in the keys of drafts.</summary>
    public static string KeyOf(Guid? conversationId) => conversationId?.ToString("N") ?? "new";
}
