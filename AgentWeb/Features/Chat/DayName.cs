using System.Globalization;
using AgentWeb.Features.Settings;
using Microsoft.Extensions.Localization;

namespace AgentWeb.Features.Chat;

/// <summary>Names the days that a conversation went over.</summary>
internal static class DayName
{
    /// <summary>What stands above the first message of a day; null when the reader knows the day.</summary>
    /// <param name="sent">When the message was sent; null for one that was just sent from here.</param>
    /// <param name="before">The same of the message before it; null when there is none.</param>
    /// <param name="now">The moment it is shown, with the reader's offset.</param>
    /// <param name="words">The reader's language.</param>
    public static string? Above(DateTimeOffset? sent, DateTimeOffset? before, DateTimeOffset now, IStringLocalizer<Words> words)
    {
        var day = DayOf(sent ?? now, now.Offset);
        var dayBefore = before is { } earlier ? DayOf(earlier, now.Offset) : now.Date;
        return day == dayBefore ? null : Of(day, now.Date, words);
    }

    private static DateTime DayOf(DateTimeOffset moment, TimeSpan offset) => moment.ToOffset(offset).Date;

    private static string Of(DateTime day, DateTime today, IStringLocalizer<Words> words) => (today - day).Days switch
    {
        <= 0 => words["Today"],
        1 => words["Yesterday"],
        < 7 => day.ToString("dddd", CultureInfo.CurrentCulture),
        _ => day.ToString(words["d MMMM yyyy"], CultureInfo.CurrentCulture),
    };
}
