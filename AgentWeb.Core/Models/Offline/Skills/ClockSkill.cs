using System.Globalization;
using System.Text.RegularExpressions;
using AgentWeb.Core.Models.Offline.Dates;

namespace AgentWeb.Core.Models.Offline.Skills;

/// <summary>Tells date and time: "What time is it?", "what is today's date?".</summary>
internal sealed partial class ClockSkill : IOfflineSkill
{
    private const int LongestRequest = 100;

    public OfflineAnswer? TryAnswer(OfflineQuestion question)
    {
        if (question.Text.Length > LongestRequest || !Asked().IsMatch(question.Text))
        {
            return null;
        }

        var week = ISOWeek.GetWeekOfYear(question.Now.DateTime);
        var zone = question.Now.Offset == TimeSpan.Zero ? "UTC" : question.Now.ToString("'UTC'zzz", CultureInfo.InvariantCulture);
        return new OfflineAnswer(string.Create(
            CultureInfo.InvariantCulture,
            $"It is **{DateText.Of(question.Today)}**, {question.Now:HH:mm} on the server's clock ({zone}). That is week {week}, day {question.Today.DayOfYear} of the year."));
    }

    [GeneratedRegex(
        @"\b(what('s| is)? the (current )?(time|date|day)|what time is it|what day is (it|today)|what('s| is) today|today'?s date|current (time|date)|time now|date today|what (week|year|month) is it|week number)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Asked();
}
