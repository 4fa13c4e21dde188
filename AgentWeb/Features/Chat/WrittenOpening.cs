using AgentWeb.Core;
using AgentWeb.Core.Conversations;

namespace AgentWeb.Features.Chat;

/// <summary>How a conversation is to be held, as the composer showed it when its first message was written.</summary>
/// <param name="Temporary">Whether it appears in no history.</param>
/// <param name="Instructions">What the model is told before everything else.</param>
/// <param name="Temperature">Sampling temperature.</param>
/// <param name="MaxTokens">Most tokens of a reply.</param>
/// <param name="UsesLibrary">Whether its replies may draw on all files of its owner.</param>
/// <param name="CarryFrom">The ended conversation whose summary it takes along, as addresses name it.</param>
public sealed record WrittenOpening(
    bool Temporary = false, string? Instructions = null, double? Temperature = null, int? MaxTokens = null, bool UsesLibrary = false,
    string? CarryFrom = null)
{
    /// <summary>The ended conversation; null when none is named.</summary>
    internal Guid? Earlier() => PublicId.TryParse(PublicId.Session, CarryFrom, out var id) ? id : null;

    /// <summary>How the conversation is to be held.</summary>
    internal ConversationSettings Settings() => new()
    {
        Temporary = Temporary,
        Instructions = Instructions,
        Temperature = Temperature,
        MaxOutputTokens = MaxTokens,
        UsesLibrary = UsesLibrary,
    };
}
