namespace AgentWeb.Core.Data.Entities;

/// <summary>One sign-in of an account on one device or program: ending it leaves the others alone.</summary>
public sealed class SignInSession : IOwned
{
    /// <summary>Identifier, which cookie and tokens carry (UUIDv7).</summary>
    public Guid Id { get; set; }

    /// <inheritdoc/>
    public Guid OwnerId { get; set; }

    /// <summary>When it began.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it ends at the latest.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When it was last used, within a minute.</summary>
    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>The address it came from.</summary>
    public string? Address { get; set; }

    /// <summary>What the browser or program called itself.</summary>
    public string? UserAgent { get; set; }
}
