namespace AgentWeb.Core.Chat.Usage;

/// <summary>
/// How often a measure fell into each of a row of ranges, each a twelfth wider than the one before: small to keep, added up over any period, and good
/// for percentiles that are at most four percent off.
/// </summary>
public sealed class MeasureHistogram
{
    private const double Growth = 1.08;

    private static readonly double LogGrowth = Math.Log(Growth);

    private readonly SortedDictionary<int, long> _counts = [];

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>Number of the range of a value; everything below 1 is in the first.</summary>
    public static int BucketOf(double value) => value <= 1 ? 0 : (int)(Math.Log(value) / LogGrowth);

    /// <summary>Counts a value.</summary>
    public void Add(double value) => Add(BucketOf(value), 1);

    /// <summary>Counts as many values of a range.</summary>
    public void Add(int bucket, long count)
    {
        _counts[bucket] = _counts.GetValueOrDefault(bucket) + count;
        Count += count;
    }

    /// <summary>Adds another one.</summary>
    public void Add(MeasureHistogram other)
    {
        foreach (var (bucket, count) in other._counts)
        {
            Add(bucket, count);
        }
    }

    /// <summary>The value that this share of all are below; null while there are none.</summary>
    /// <param name="share">From 0 to 1.</param>
    public double? Percentile(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        foreach (var (bucket, count) in _counts)
        {
            rank -= count;
            if (rank <= 0)
            {
                return Math.Pow(Growth, bucket + 0.5);
            }
        }

        return null;
    }
}
