namespace AgentWeb.Core.Data.Entities;

/// <summary>
/// A link by which anybody reads a conversation as it was when it was shared. The row is the permission: who revokes it deletes the row.
/// </summary>
public sealed class ConversationShare : IOwned
{
    /// <summary>Identifier (UUIDv7).</summary>
    public Guid Id { get; set; }

    /// <inheritdoc/>
    public Guid OwnerId { get; set; }

    /// <summary>The conversation it was taken from; its deletion takes the share with it.</summary>
    public Guid ConversationId { get; set; }

    /// <summary>The secret part of the address: 128 random bits, base64url.</summary>
    public required string Token { get; set; }

    /// <summary>The title when it was shared.</summary>
    public required string Title { get; set; }

    /// <summary>The messages as they were when it was shared, as JSON.</summary>
    public required string Snapshot { get; set; }

    /// <summary>When it was shared.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the link stops working; null never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }
}
