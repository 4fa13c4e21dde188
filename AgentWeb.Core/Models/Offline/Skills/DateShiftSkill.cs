using System.Globalization;
using System.Text.RegularExpressions;
using AgentWeb.Core.Models.Offline.Arithmetic;
using AgentWeb.Core.Models.Offline.Dates;

namespace AgentWeb.Core.Models.Offline.Skills;

/// <summary>Moves dates: "What date is 3 weeks from now?", "add 90 days to 1 March 2026", "10 days before Christmas".</summary>
internal sealed partial class DateShiftSkill : IOfflineSkill
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const string Amount = @"(?<count>\d{1,6}|an?|one)\s+(?<unit>days?|weeks?|months?|years?)";
    private const int LongestRequest = 300;

    public OfflineAnswer? TryAnswer(OfflineQuestion question)
    {
        if (question.Text.Length > LongestRequest || question.Text.StartsWith("how many", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (AddTo().Match(question.Text) is { Success: true } add)
        {
            var isBack = add.Groups["verb"].Value.StartsWith("sub", StringComparison.OrdinalIgnoreCase);
            return Shift(question, add, isBack ? -1 : 1, add.Groups["date"].Value);
        }

        if (FromDate().Match(question.Text) is { Success: true } from)
        {
            var isBack = from.Groups["way"].Value.StartsWith("bef", StringComparison.OrdinalIgnoreCase);
            return Shift(question, from, isBack ? -1 : 1, from.Groups["date"].Value);
        }

        if (Ago().Match(question.Text) is { Success: true } ago)
        {
            return Shift(question, ago, -1, "today");
        }

        return Ahead().Match(question.Text) is { Success: true } ahead ? Shift(question, ahead, 1, "today") : null;
    }

    private static OfflineAnswer? Shift(OfflineQuestion question, Match match, int direction, string dateText)
    {
        if (DateReader.Read(dateText, question.Today) is not { } date)
        {
            return null;
        }

        var word = match.Groups["count"].Value;
        var count = char.IsAsciiDigit(word[0]) ? int.Parse(word, CultureInfo.InvariantCulture) : 1;
        var amount = NumberText.Count(count, match.Groups["unit"].Value.ToLowerInvariant().TrimEnd('s'));
        return DateShift.By(date, direction * count, match.Groups["unit"].Value) is { } moved
            ? new OfflineAnswer($"**{DateText.Of(moved)}** is {amount} {(direction < 0 ? "before" : "after")} {(date == question.Today ? "today, " : "")}{DateText.Of(date)}.")
            : new OfflineAnswer($"My calendar ends before {amount} {(direction < 0 ? "before" : "after")} {DateText.Of(date)}: it knows the years 1 to 9999.");
    }

    [GeneratedRegex(Amount + @"\s+(?<way>after|from|before)\s+(?<date>.+)$", Options, 1000)]
    private static partial Regex FromDate();

    [GeneratedRegex(@"\b(?<verb>add|subtract)\s+" + Amount + @"\s+(to|from)\s+(?<date>.+)$", Options, 1000)]
    private static partial Regex AddTo();

    [GeneratedRegex(@"\b" + Amount + @"\s+ago\b", Options, 1000)]
    private static partial Regex Ago();

    [GeneratedRegex(@"\bin\s+" + Amount + @"\s*(time)?\s*[?.!]*$", Options, 1000)]
    private static partial Regex Ahead();
}
