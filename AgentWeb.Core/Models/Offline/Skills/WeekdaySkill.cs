using System.Text.RegularExpressions;
using AgentWeb.Core.Models.Offline.Arithmetic;
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

        var days = date.DayNumber - question.Today.DayNumber;
        var distance = days == 0 ? "today" : days > 0 ? $"in {NumberText.Count(days, "day")}" : $"{NumberText.Count(-days, "day")} ago";
        return new OfflineAnswer($"**{DateText.Of(date)}**, {distance}.");
    }

    [GeneratedRegex(
        @"\b(what|which)\s+(day|weekday|date)(\s+of\s+the\s+week)?\s+(is|was|will|does|did)\s+(?<date>.+?)(\s+(be|fall|fall on|on))*\s*[?.!]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Asked();
}
