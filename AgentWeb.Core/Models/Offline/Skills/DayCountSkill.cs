using System.Text.RegularExpressions;
using AgentWeb.Core.Models.Offline.Arithmetic;
using AgentWeb.Core.Models.Offline.Dates;

namespace AgentWeb.Core.Models.Offline.Skills;

/// <summary>Counts days: "How many days until the end of the year?", "days between 1 March 2026 and 2026-05-01".</summary>
internal sealed partial class DayCountSkill : IOfflineSkill
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int LongestRequest = 300;

    public OfflineAnswer? TryAnswer(OfflineQuestion question)
    {
        if (question.Text.Length > LongestRequest || Span(question.Text) is not { } span)
        {
            return null;
        }

        var from = span.From is null ? question.Today : DateReader.Read(span.From, question.Today);
        var to = span.To is null ? question.Today : DateReader.Read(span.To, question.Today);
        if (from is not { } start || to is not { } end)
        {
            var unread = from is null ? span.From : span.To;
            return new OfflineAnswer($"I could not read “{unread!.Trim(' ', '?', '.', '!')}” as a date. Write it like `2026-03-01` or `1 March 2026`.");
        }

        var days = Math.Abs(end.DayNumber - start.DayNumber);
        return new OfflineAnswer(Sentence(question.Today, start, end, days), Steps(start, end, days));
    }

    private static string Steps(DateOnly start, DateOnly end, int days) =>
        $"Counted through the calendar, {DateText.Iso(start)} is day {NumberText.Of(start.DayNumber)} and {DateText.Iso(end)} is day {NumberText.Of(end.DayNumber)}. "
        + $"The difference is {NumberText.Count(days, "day")}.";

    private static string Sentence(DateOnly today, DateOnly start, DateOnly end, int days)
    {
        var (weeks, rest) = (days / 7, days % 7);
        var inWeeks = days < 14 ? "" : rest == 0
            ? $" That is exactly {NumberText.Count(weeks, "week")}."
            : $" That is {NumberText.Count(weeks, "week")} and {NumberText.Count(rest, "day")}.";
        var fromToday = start == today ? "today, " : "";
        return days == 0
            ? $"Both are the same day: {DateText.Of(start)}."
            : $"**{NumberText.Count(days, "day")}** from {fromToday}{DateText.Of(start)}, to {(end == today ? "today, " : "")}{DateText.Of(end)}.{inWeeks}";
    }

    private static (string? From, string? To)? Span(string text)
    {
        if (Between().Match(text) is { Success: true } between)
        {
            return (between.Groups["from"].Value, between.Groups["to"].Value);
        }

        if (Until().Match(text) is { Success: true } until)
        {
            return (null, until.Groups["to"].Value);
        }

        if (GermanUntil().Match(text) is { Success: true } bis)
        {
            return (null, bis.Groups["to"].Value);
        }

        return Since().Match(text) is { Success: true } since ? (since.Groups["from"].Value, null) : null;
    }

    [GeneratedRegex(@"\b(days?|weeks?)\b.*?\b(between|from)\s+(?<from>.+?)\s+(and|to|until|till)\s+(?<to>.+)$", Options, 1000)]
    private static partial Regex Between();

    [GeneratedRegex(@"\b(days?|weeks?)\b.*?\b(until|till|til|to|before)\s+(?<to>.+)$", Options, 1000)]
    private static partial Regex Until();

    [GeneratedRegex(@"\b(Tage|Wochen)\b.*?\bbis\s+(zum\s+|zur\s+|zu\s+)?(?<to>.+)$", Options, 1000)]
    private static partial Regex GermanUntil();

    [GeneratedRegex(@"\b(days?|weeks?)\b.*?\bsince\s+(?<from>.+)$", Options, 1000)]
    private static partial Regex Since();
}
