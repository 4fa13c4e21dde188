namespace AgentWeb.Core.Data.Entities;

/// <summary>Something that an administrator may have to answer for later. Rows are only added; retention alone takes them away.</summary>
public sealed class AuditEntry
{
    /// <summary>Longest <see cref="Detail"/>, in characters.</summary>
    public const int MaxDetailLength = 1000;

    /// <summary>Order of what happened.</summary>
    public long Seq { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Who did it; null for the server itself and for strangers. Stays when the account goes.</summary>
    public Guid? ActorId { get; set; }

    /// <summary>What they were called then: an e-mail address, <c>server</c>, or what a stranger called themselves.</summary>
    public required string Actor { get; set; }

    /// <summary>What was done, such as <c>user.locked</c>; see <see cref="Audit.AuditActions"/>.</summary>
    public required string Action { get; set; }

    /// <summary>Identifier of what it was done to.</summary>
    public string? TargetId { get; set; }

    /// <summary>What it was done to, for a reader: an e-mail address, a key's name, a setting. Never text of a conversation.</summary>
    public string? Target { get; set; }

    /// <summary>What changed, in a sentence. Never text of a conversation and never a secret.</summary>
    public string? Detail { get; set; }

    /// <summary>The address it came from.</summary>
    public string? Address { get; set; }
}
