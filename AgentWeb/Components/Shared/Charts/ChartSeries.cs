namespace AgentWeb.Components.Shared.Charts;

/// <summary>A row of values of a chart.</summary>
/// <param name="Name">What they are, in the reader's language.</param>
/// <param name="Values">One for each point; null where nothing was measured.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<double?> Values);

/// <summary>How a chart is drawn.</summary>
public enum ChartKind
{
    /// <summary>A line for each series; the first one's area is filled.</summary>
    Lines,

    /// <summary>A bar for each point, with the series on top of each other.</summary>
    StackedBars,
}
