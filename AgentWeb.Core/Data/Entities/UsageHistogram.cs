namespace AgentWeb.Core.Data.Entities;

/// <summary>How often a measure of a model fell into a range on one day: percentiles of any period are read from these without its runs.</summary>
public sealed class UsageHistogram
{
    /// <summary>The day (UTC).</summary>
    public DateOnly Day { get; set; }

    /// <summary>Key of the model.</summary>
    public required string ModelKey { get; set; }

    /// <summary>What was measured.</summary>
    public UsageMeasure Measure { get; set; }

    /// <summary>Number of the range; ranges grow geometrically.</summary>
    public int Bucket { get; set; }

    /// <summary>How often.</summary>
    public int Count { get; set; }
}

/// <summary>What a <see cref="UsageHistogram"/> counts.</summary>
public enum UsageMeasure
{
    /// <summary>Time to first token, in milliseconds.</summary>
    FirstToken,

    /// <summary>Tokens a second.</summary>
    TokenRate,

    /// <summary>Time in the queue, in milliseconds.</summary>
    Wait,
}
