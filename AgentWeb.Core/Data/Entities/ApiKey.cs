namespace AgentWeb.Core.Data.Entities;

/// <summary>A key by which a program acts for a person. The secret itself is stored nowhere.</summary>
public sealed class ApiKey : IOwned
{
    /// <summary>Longest <see cref="Name"/>, in characters.</summary>
    public const int MaxNameLength = 80;

    /// <summary>Identifier (UUIDv7).</summary>
    public Guid Id { get; set; }

    /// <inheritdoc/>
    public Guid OwnerId { get; set; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; set; }

    /// <summary>The beginning of the key, by which its owner recognises it.</summary>
    public required string Prefix { get; set; }

    /// <summary>SHA-256 of the key, in hexadecimal. A key is 256 random bits, so that no slow hash is needed.</summary>
    public required string Hash { get; set; }

    /// <summary>What it may do, separated by spaces.</summary>
    public required string Scopes { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it stops working; null never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When it was last used, within a minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>The address it was last used from.</summary>
    public string? LastUsedAddress { get; set; }

    /// <summary>When it was revoked; null while it works.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
