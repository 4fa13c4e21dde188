namespace AgentWeb.Core.Data.Entities;

/// <summary>A link by which somebody makes an account where registration is not open.</summary>
public sealed class Invitation
{
    /// <summary>Identifier (UUIDv7).</summary>
    public Guid Id { get; set; }

    /// <summary>SHA-256 of the secret part of the link, in hexadecimal.</summary>
    public required string TokenHash { get; set; }

    /// <summary>The address it is for; null for anybody who has the link.</summary>
    public string? Email { get; set; }

    /// <summary>The role that the account gets.</summary>
    public required string Role { get; set; }

    /// <summary>Who invited; stays when that account goes.</summary>
    public Guid CreatedBy { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it stops working.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When an account was made by it; null while it waits.</summary>
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>The account that was made by it.</summary>
    public Guid? UsedBy { get; set; }
}
