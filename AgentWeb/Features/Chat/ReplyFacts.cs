using System.Globalization;
using AgentWeb.Core.Conversations;
using AgentWeb.Features.Settings;
using Microsoft.Extensions.Localization;

namespace AgentWeb.Features.Chat;

/// <summary>Says how a reply came about; what is not known is left out.</summary>
internal static class ReplyFacts
{
    /// <summary>Names and values, in the order in which they are shown.</summary>
    /// <param name="details">What is known.</param>
    /// <param name="words">The reader's language; numbers follow it.</param>
    public static IReadOnlyList<(string Name, string Value)> Of(ReplyDetails details, IStringLocalizer<Words> words)
    {
        (string Name, string? Value)[] facts =
        [
            (words["Model"], details.Model),
            (words["Tokens in"], Tokens(details.Usage?.InputTokens)),
            (words["Tokens out"], Tokens(details.Usage?.OutputTokens)),
            (words["Waited"], Seconds(details.Waited)),
            (words["First token after"], Seconds(details.FirstToken)),
            (words["Speed"], details.TokensPerSecond is { } speed ? words["{0:0.#} tokens/s", speed].Value : null),
            (words["Duration"], Seconds(details.Duration)),
            (words["Cost"], details.Cost?.ToString("0.######", CultureInfo.CurrentCulture)),
            (words["Runs"], details.Runs > 1 ? details.Runs.ToString(CultureInfo.CurrentCulture) : null),
        ];
        return [.. facts.Where(fact => fact.Value is not null).Select(fact => (fact.Name, fact.Value!))];

        string? Tokens(long? count) => (count, details.Usage?.Estimated) switch
        {
            (null, _) => null,
            (_, true) => words["about {0:#,0}", count],
            _ => count.Value.ToString("#,0", CultureInfo.CurrentCulture),
        };
    }

    private static string? Seconds(TimeSpan? time) => time?.TotalSeconds switch
    {
        null => null,
        < 1 and var seconds => string.Create(CultureInfo.CurrentCulture, $"{Math.Max(0, seconds * 1000):0} ms"),
        < 60 and var seconds => string.Create(CultureInfo.CurrentCulture, $"{seconds:0.0} s"),
        var seconds => string.Create(CultureInfo.CurrentCulture, $"{Math.Floor(seconds.Value / 60):0} min {seconds.Value % 60:0} s"),
    };
}
