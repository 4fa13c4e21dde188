using System.Globalization;

namespace AgentWeb.Bench.Figures;

/// <summary>The figures of a run, beside their bars.</summary>
/// <param name="reference">What the second column holds: the least that could do it, where nothing else is said.</param>
internal sealed class FigureTable(string reference = "floor")
{
    private readonly List<string[]> _rows = [["", "AgentWeb", reference, "compared", "bar", ""]];

    /// <summary>Whether every figure reaches its bar.</summary>
    public bool IsReached { get; private set; } = true;

    /// <summary>Adds a line.</summary>
    /// <param name="what">What was measured.</param>
    /// <param name="agentWeb">Our figure.</param>
    /// <param name="floor">The figure of the least that could do it; null where there is none.</param>
    /// <param name="compared">What is held against the bar, and how it reads.</param>
    /// <param name="bar">The most it may be; null for a figure that is only told.</param>
    /// <param name="unit">Unit of the figures.</param>
    public void Add(string what, double agentWeb, double? floor, (double Value, string Text)? compared, double? bar, string unit)
    {
        var reached = bar is null || (compared?.Value ?? agentWeb) <= bar;
        IsReached &= reached;
        _rows.Add(
        [
            what,
            Text(agentWeb, unit),
            floor is { } least ? Text(least, unit) : "",
            compared?.Text ?? "",
            bar is { } most ? Text(most, compared is null || compared.Value.Text.EndsWith(unit, StringComparison.Ordinal) ? unit : "x") : "",
            bar is null ? "" : reached ? "ok" : "MISSED",
        ]);
        Console.WriteLine(string.Join("  ", _rows[^1]));
    }

    /// <summary>A ratio to the floor.</summary>
    public static (double Value, string Text) Ratio(double agentWeb, double floor) => (agentWeb / floor, Text(agentWeb / floor, "x"));

    /// <summary>What is added to the floor.</summary>
    public static (double Value, string Text) Added(double agentWeb, double floor, string unit) => (agentWeb - floor, "+" + Text(agentWeb - floor, unit));

    /// <summary>Prints all lines, aligned.</summary>
    public void Print()
    {
        Console.WriteLine();
        var widths = Enumerable.Range(0, _rows[0].Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in _rows)
        {
            Console.WriteLine(string.Join("  ", row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))));
        }
    }

    private static string Text(double value, string unit) => unit == "x"
        ? string.Create(CultureInfo.InvariantCulture, $"{value:0.00} x")
        : string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {unit}");
}
