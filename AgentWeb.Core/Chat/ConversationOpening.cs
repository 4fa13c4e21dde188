namespace AgentWeb.Core.Chat;

/// <summary>How a conversation is held from its first message on.</summary>
/// <param name="Temporary">Whether it appears in no history and is purged after <c>Retention:Temporary</c>.</param>
/// <param name="Instructions">What the model is told before everything else.</param>
/// <param name="Temperature">Sampling temperature of all its replies, from 0 to 2.</param>
/// <param name="MaxOutputTokens">Most tokens of each reply.</param>
/// <param name="CarryFrom">An ended conversation whose summary is taken along.</param>
/// <param name="UsesLibrary">Whether its replies may draw on all files of its owner.</param>
public sealed record ConversationOpening(
    bool Temporary = false, string? Instructions = null, double? Temperature = null, int? MaxOutputTokens = null, Guid? CarryFrom = null,
    bool UsesLibrary = false);
