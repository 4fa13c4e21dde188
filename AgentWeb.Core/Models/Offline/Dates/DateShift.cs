namespace AgentWeb.Core.Models.Offline.Dates;

/// <summary>Moves a date by days, weeks, months or years.</summary>
internal static class DateShift
{
    /// <summary>The date moved, or null when the calendar ends before.</summary>
    /// <param name="date">From where.</param>
    /// <param name="count">How far; negative goes back.</param>
    /// <param name="unit">day, week, month, year, or their plural.</param>
    public static DateOnly? By(DateOnly date, int count, string unit)
    {
        try
        {
            return unit.ToLowerInvariant().TrimEnd('s') switch
            {
                "day" => date.AddDays(count),
                "week" => date.AddDays(checked(count * 7)),
                "month" => date.AddMonths(count),
                "year" => date.AddYears(count),
                _ => null,
            };
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            return null;
        }
    }
}
