namespace AgentWeb.Core.Data.Entities;

/// <summary>A setting that an administrator changed: it counts more than files and environment.</summary>
public sealed class ConfigurationOverride
{
    /// <summary>The key, such as <c>Queue:MaxPerUser</c>.</summary>
    public required string Key { get; set; }

    /// <summary>The value as text, as a file would have it; null empties the setting.</summary>
    public string? Value { get; set; }

    /// <summary>When it was set.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Who set it, as they were called then.</summary>
    public required string ChangedBy { get; set; }
}
