using System.Globalization;
using AgentWeb.Features.Settings;
using Microsoft.Extensions.Localization;

namespace AgentWeb.Features.History;

/// <summary>Something that a search can be narrowed to.</summary>
/// <param name="Value">What is handed on.</param>
/// <param name="Name">What is shown.</param>
public sealed record SearchChoice(string Value, string Name);

/// <summary>The times that a search can be narrowed to.</summary>
internal static class SearchSpan
{
    /// <summary>The times that are offered; their values are days.</summary>
    public static IReadOnlyList<SearchChoice> All(IStringLocalizer<Words> words) => [new("7", words["7 days"]), new("30", words["30 days"]), new("365", words["A year"])];

    /// <summary>When a time begins; null for any time.</summary>
    public static DateTimeOffset? Begin(string value, DateTimeOffset now) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? now.AddDays(-days) : null;
}
