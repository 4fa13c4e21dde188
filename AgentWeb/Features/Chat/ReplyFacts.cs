using System.Globalization;
using AgentWeb.Core.Conversations;

namespace AgentWeb.Features.Chat;

/// <summary>Says how a reply came about; what is not known is left out.</summary>
internal static class ReplyFacts
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Names and values, in the order in which they are shown.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(ReplyDetails details)
    {
        var about = details.Usage is { Estimated: true } ? "about " : "";
        (string Name, string? Value)[] facts =
        [
            ("Model", details.Model),
            ("Tokens in", details.Usage is { } used ? string.Create(Culture, $"{about}{used.InputTokens:#,0}") : null),
            ("Tokens out", details.Usage is { } made ? string.Create(Culture, $"{about}{made.OutputTokens:#,0}") : null),
            ("Waited", Seconds(details.Waited)),
            ("First token after", Seconds(details.FirstToken)),
            ("Speed", details.TokensPerSecond is { } speed ? string.Create(Culture, $"{speed:0.#} tokens/s") : null),
            ("Duration", Seconds(details.Duration)),
            ("Cost", details.Cost is { } cost ? string.Create(Culture, $"{cost:0.######}") : null),
            ("Runs", details.Runs > 1 ? details.Runs.ToString(Culture) : null),
        ];
        return [.. facts.Where(fact => fact.Value is not null).Select(fact => (fact.Name, fact.Value!))];
    }

    private static string? Seconds(TimeSpan? time) => time?.TotalSeconds switch
    {
        null => null,
        < 1 and var seconds => string.Create(Culture, $"{Math.Max(0, seconds * 1000):0} ms"),
        < 60 and var seconds => string.Create(Culture, $"{seconds:0.0} s"),
        var seconds => string.Create(Culture, $"{Math.Floor(seconds.Value / 60):0} min {seconds.Value % 60:0} s"),
    };
}
