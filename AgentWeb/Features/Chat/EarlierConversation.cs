namespace AgentWeb.Features.Chat;

/// <summary>A conversation that a new one goes on from.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Title">Its title.</param>
/// <param name="Summary">Its summary in Markdown.</param>
public sealed record EarlierConversation(Guid Id, string Title, string Summary);
