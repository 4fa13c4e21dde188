namespace AgentWeb.Core.Operations.Usage;

/// <summary>Which use is asked for.</summary>
/// <param name="From">The first day (UTC).</param>
/// <param name="To">The last day (UTC).</param>
/// <param name="OwnerId">Only that of one account.</param>
/// <param name="ModelKey">Only that of one model.</param>
public sealed record UsageQuery(DateOnly From, DateOnly To, Guid? OwnerId = null, string? ModelKey = null)
{
    /// <summary>Most days of a period.</summary>
    public const int MaxDays = 366;

    /// <summary>The last days up to today.</summary>
    public static UsageQuery LastDays(int days, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return new(today.AddDays(1 - days), today);
    }
}
