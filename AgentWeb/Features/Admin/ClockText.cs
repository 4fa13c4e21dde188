using System.Globalization;

namespace AgentWeb.Features.Admin;

/// <summary>Times as the administration writes them: short, and the same in every language.</summary>
internal static class ClockText
{
    /// <summary>A span as a clock shows it, <c>3:05</c> or <c>1:02:33</c>; the scripts write the same.</summary>
    public static string Of(TimeSpan span)
    {
        var seconds = Math.Max(0, (long)span.TotalSeconds);
        var (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        return hours > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{hours}:{minutes:00}:{seconds % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{minutes}:{seconds % 60:00}");
    }

    /// <summary>A measured time, such as <c>0.8 s</c>, <c>42 s</c> or <c>3.5 min</c>; a dash where nothing was measured.</summary>
    public static string Seconds(double? seconds) => seconds switch
    {
        null => "–",
        < 10 => $"{seconds.Value.ToString("0.0", CultureInfo.CurrentCulture)} s",
        < 120 => $"{seconds.Value.ToString("0", CultureInfo.CurrentCulture)} s",
        _ => $"{(seconds.Value / 60).ToString("0.#", CultureInfo.CurrentCulture)} min",
    };

    /// <summary>A number with one place; a dash where there is none.</summary>
    public static string Rate(double? value) => value is { } known ? known.ToString("0.0", CultureInfo.CurrentCulture) : "–";
}
