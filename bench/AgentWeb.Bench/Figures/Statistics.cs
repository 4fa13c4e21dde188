namespace AgentWeb.Bench.Figures;

/// <summary>What is said about a series of measurements.</summary>
internal static class Statistics
{
    /// <summary>The value below which <paramref name="share"/> (0 to 1) of all are.</summary>
    public static double Percentile(this IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    /// <summary>The one in the middle.</summary>
    public static double Median(this IEnumerable<double> values) => values.Percentile(0.5);
}
