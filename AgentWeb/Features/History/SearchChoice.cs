namespace AgentWeb.Features.History;

/// <summary>Something that a search can be narrowed to.</summary>
/// <param name="Value">What is handed on.</param>
/// <param name="Name">What is shown.</param>
public sealed record SearchChoice(string Value, string Name);

/// <summary>The times that a search can be narrowed to.</summary>
internal static class SearchSpan
{
    /// <summary>The times that are offered; their values are days.</summary>
    public static IReadOnlyList<SearchChoice> All { get; } = [new("7", "7 days"), new("30", "30 days"), new("365", "A year")];

    /// <summary>When a time begins; null for any time.</summary>
    public static DateTimeOffset? Begin(string value, DateTimeOffset now) =>
        All.FirstOrDefault(span => span.Value == value) is { } span
            ? now.AddDays(-int.Parse(span.Value, System.Globalization.CultureInfo.InvariantCulture))
            : null;
}
