using AgentWeb.Core.Conversations;

namespace AgentWeb.Features.Chat;

/// <summary>A message as the composer hands it over.</summary>
/// <param name="Text">What the person wrote.</param>
/// <param name="ClientMessageId">The browser's own id: sending again after a lost answer makes no second message.</param>
/// <param name="ModelKey">The model that was chosen; null asks the default one.</param>
/// <param name="ConversationId">Where it goes; null makes a conversation.</param>
/// <param name="Settings">How a conversation that it makes is held.</param>
/// <param name="FileIds">The files that go with it.</param>
/// <param name="IsHere">Whether the person is still in the chat that they wrote it in; whoever went elsewhere meanwhile stays there.</param>
/// <param name="CarryFrom">The ended conversation whose summary a conversation that it makes takes along.</param>
public sealed record OutgoingMessage(
    string Text, string ClientMessageId, string? ModelKey, Guid? ConversationId, ConversationSettings Settings, IReadOnlyList<Guid> FileIds,
    bool IsHere = true, Guid? CarryFrom = null);
