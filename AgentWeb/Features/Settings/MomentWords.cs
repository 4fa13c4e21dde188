using System.Globalization;
using Microsoft.Extensions.Localization;

namespace AgentWeb.Features.Settings;

/// <summary>Says when something was, as people do.</summary>
internal static class MomentWords
{
    /// <summary>How long ago, in minutes and hours; from two days on the date (UTC).</summary>
    public static string Ago(this IStringLocalizer<Words> words, DateTimeOffset moment, DateTimeOffset now) => (now - moment) switch
    {
        { TotalMinutes: < 2 } => words["just now"],
        { TotalMinutes: < 60 } span => words["{0} minutes ago", (int)span.TotalMinutes],
        { TotalHours: < 2 } => words["an hour ago"],
        { TotalHours: < 48 } span => words["{0} hours ago", (int)span.TotalHours],
        _ => words.Day(moment),
    };

    /// <summary>The date (UTC).</summary>
    public static string Day(this IStringLocalizer<Words> words, DateTimeOffset moment) =>
        moment.UtcDateTime.ToString(words["d MMMM yyyy"], CultureInfo.CurrentCulture);
}
