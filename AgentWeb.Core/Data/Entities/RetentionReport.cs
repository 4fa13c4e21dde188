namespace AgentWeb.Core.Data.Entities;

/// <summary>What the last run of one kind of cleaning did.</summary>
public sealed class RetentionReport
{
    /// <summary>What is cleaned, such as <c>audit</c>.</summary>
    public required string Task { get; set; }

    /// <summary>When it last ran.</summary>
    public DateTimeOffset RanAt { get; set; }

    /// <summary>How many rows or files it took away then.</summary>
    public long Removed { get; set; }

    /// <summary>How long it took, in milliseconds.</summary>
    public long DurationMs { get; set; }

    /// <summary>Stable code of what went wrong; null when nothing did.</summary>
    public string? ErrorCode { get; set; }
}
