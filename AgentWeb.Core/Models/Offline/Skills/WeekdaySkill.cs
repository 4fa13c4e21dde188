using System.Text.RegularExpressions;
using AgentWeb.Core.Models.Offline.Dates;

namespace AgentWeb.Core.Models.Offline.Skills;

/// <summary>Tells the weekday of a date: "What day of the week was 14 July 1789?", "what date is next Friday?".</summary>
internal sealed partial class WeekdaySkill : IOfflineSkill
{
    private const int LongestRequest = 200;

    public OfflineAnswer? TryAnswer(OfflineQuestion question)
    {
        if (question.Text.Length > LongestRequest || Asked().Match(question.Text) is not { Success: true } match
            || DateReader.Read(match.Groups["date"].Value, question.Today) is not { } date)
        {
            return null;
        }

        var verb = date < question.Today ? "was" : date == question.Today ? "is" : "will be";
        return new OfflineAnswer($"{date:yyyy-MM-dd} {verb} a **{DateText.Of(date).Split(',')[0]}**: {DateText.Of(date)}.");
    }

    [GeneratedRegex(
        @"\b(what|which)\s+(day|weekday|date)(\s+of\s+the\s+week)?\s+(is|was|will|does|did)\s+(?<date>.+?)(\s+(be|fall|fall on|on))*\s*[?.!]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Asked();
}
