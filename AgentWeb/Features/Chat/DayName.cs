using System.Globalization;

namespace AgentWeb.Features.Chat;

/// <summary>Names the days that a conversation went over.</summary>
internal static class DayName
{
    /// <summary>What stands above the first message of a day; null when the reader knows the day.</summary>
    /// <param name="sent">When the message was sent; null for one that was just sent from here.</param>
    /// <param name="before">The same of the message before it; null when there is none.</param>
    /// <param name="now">The moment it is shown, with the reader's offset.</param>
    public static string? Above(DateTimeOffset? sent, DateTimeOffset? before, DateTimeOffset now)
    {
        var day = DayOf(sent ?? now, now.Offset);
        var dayBefore = before is { } earlier ? DayOf(earlier, now.Offset) : now.Date;
        return day == dayBefore ? null : Of(day, now.Date);
    }

    private static DateTime DayOf(DateTimeOffset moment, TimeSpan offset) => moment.ToOffset(offset).Date;

    private static string Of(DateTime day, DateTime today) => (today - day).Days switch
    {
        <= 0 => "Today",
        1 => "Yesterday",
        < 7 => day.ToString("dddd", CultureInfo.InvariantCulture),
        _ => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
    };
}
