namespace AgentWeb.Core.Sharing;

/// <summary>A link by which others read a conversation.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="ConversationId">The conversation it was taken from.</param>
/// <param name="Token">The secret part of its address.</param>
/// <param name="Title">The title when it was shared.</param>
/// <param name="CreatedAt">When it was shared.</param>
/// <param name="ExpiresAt">When it stops working; null never.</param>
public sealed record ShareLink(Guid Id, Guid ConversationId, string Token, string Title, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    /// <summary>Its address on this server.</summary>
    public string Path => "/share/" + Token;
}
