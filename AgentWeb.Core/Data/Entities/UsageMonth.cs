namespace AgentWeb.Core.Data.Entities;

/// <summary>
/// The days of one person and one model in a month that is over (UTC), added up. A month has its rows whole or not at all; what it holds can be
/// made again from <see cref="UsageDay"/>.
/// </summary>
public sealed class UsageMonth : UsageCounts, IOwned
{
    /// <summary>The first day of the month (UTC).</summary>
    public DateOnly Month { get; set; }

    /// <inheritdoc/>
    public Guid OwnerId { get; set; }

    /// <summary>Key of the model.</summary>
    public required string ModelKey { get; set; }
}
