namespace AgentWeb.Core.Data.Entities;

/// <summary>
/// What one person used of one model on one day (UTC), summed up as runs end. A year of a busy server is read from these rows, and they stay
/// when the runs they came from are gone.
/// </summary>
public sealed class UsageDay : UsageCounts, IOwned
{
    /// <summary>The day (UTC).</summary>
    public DateOnly Day { get; set; }

    /// <inheritdoc/>
    public Guid OwnerId { get; set; }

    /// <summary>Key of the model.</summary>
    public required string ModelKey { get; set; }
}
