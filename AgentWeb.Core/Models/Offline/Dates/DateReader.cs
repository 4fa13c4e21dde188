using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentWeb.Core.Models.Offline.Dates;

/// <summary>
/// Reads a date as people write it: names of days, <c>2026-03-01</c>, <c>1.3.2026</c>, "March 1st, 2026", "the end of the year". Dates
/// with slashes are read only where day and month cannot be confused.
/// </summary>
internal static partial class DateReader
{
    private static readonly string[] Formats =
    [
        "yyyy-M-d", "yyyy/M/d", "d.M.yyyy",
        "d MMMM yyyy", "d MMM yyyy", "MMMM d yyyy", "MMM d yyyy",
    ];

    private static readonly string[] FormatsWithoutYear = ["d MMMM", "d MMM", "MMMM d", "MMM d"];

    /// <summary>The date that <paramref name="text"/> names, seen from <paramref name="today"/>, or null.</summary>
    public static DateOnly? Read(string text, DateOnly today)
    {
        var phrase = Filler().Replace(text.Trim(' ', '.', '?', '!', ','), "").ToLowerInvariant();
        return NamedDay(phrase, today) ?? Weekday(phrase, today) ?? Written(phrase, today);
    }

    private static DateOnly? NamedDay(string phrase, DateOnly today) => phrase switch
    {
        "today" or "now" => today,
        "tomorrow" => AddDays(today, 1),
        "yesterday" => AddDays(today, -1),
        "day after tomorrow" => AddDays(today, 2),
        "day before yesterday" => AddDays(today, -2),
        "end of year" or "end of this year" or "year's end" or "year end" or "new year's eve" or "new years eve" or "jahresende" => new DateOnly(today.Year, 12, 31),
        "start of year" or "beginning of year" or "start of this year" or "beginning of this year" => new DateOnly(today.Year, 1, 1),
        "new year" or "new year's day" or "new years day" or "next year" when today.Year < DateOnly.MaxValue.Year => new DateOnly(today.Year + 1, 1, 1),
        "end of month" or "end of this month" => new DateOnly(today.Year, today.Month, DateTime.DaysInMonth(today.Year, today.Month)),
        "christmas" or "christmas day" => Next(today, 12, 25),
        "christmas eve" => Next(today, 12, 24),
        "halloween" => Next(today, 10, 31),
        "valentine's day" or "valentines day" => Next(today, 2, 14),
        _ => null,
    };

    private static DateOnly? Weekday(string phrase, DateOnly today)
    {
        var name = phrase.Replace("next ", "", StringComparison.Ordinal).Replace("this ", "", StringComparison.Ordinal);
        var isLast = name.StartsWith("last ", StringComparison.Ordinal);
        name = isLast ? name["last ".Length..] : name;
        if (name.Length == 0 || !char.IsAsciiLetter(name[0]) || !Enum.TryParse<DayOfWeek>(name, ignoreCase: true, out var day))
        {
            return null;
        }

        var ahead = ((int)day - (int)today.DayOfWeek + 7) % 7;
        return isLast ? AddDays(today, ahead == 0 ? -7 : ahead - 7) : AddDays(today, ahead == 0 ? 7 : ahead);
    }

    private static DateOnly? Written(string phrase, DateOnly today)
    {
        var plain = Ordinals().Replace(phrase, "${number}").Replace(",", " ", StringComparison.Ordinal).Replace(" of ", " ", StringComparison.Ordinal);
        plain = Spaces().Replace(plain, " ").Trim();
        if (DateOnly.TryParseExact(plain, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        if (Slashes().Match(plain) is { Success: true } slashed)
        {
            return ReadSlashed(slashed);
        }

        // A year is put behind so that the 29th of February is read in the years that have one.
        var withYear = string.Create(CultureInfo.InvariantCulture, $"{plain} {today.Year:0000}");
        return DateOnly.TryParseExact(withYear, [.. FormatsWithoutYear.Select(f => $"{f} yyyy")], CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
            ? date
            : null;
    }

    private static DateOnly? ReadSlashed(Match match)
    {
        var first = int.Parse(match.Groups["first"].Value, CultureInfo.InvariantCulture);
        var second = int.Parse(match.Groups["second"].Value, CultureInfo.InvariantCulture);
        var year = int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture);
        return (first > 12 || first == second) ? Make(year, second, first) : second > 12 ? Make(year, first, second) : null;
    }

    private static DateOnly? Make(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private static DateOnly? Next(DateOnly today, int month, int day)
    {
        var date = new DateOnly(today.Year, month, day);
        return date >= today ? date : Make(today.Year + 1, month, day);
    }

    private static DateOnly? AddDays(DateOnly date, int days) =>
        date.DayNumber + days >= 0 && date.DayNumber + days <= DateOnly.MaxValue.DayNumber ? date.AddDays(days) : null;

    [GeneratedRegex(@"\b(the|day of the week|on)\b\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Filler();

    [GeneratedRegex(@"\b(?<number>\d{1,2})(st|nd|rd|th)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ordinals();

    [GeneratedRegex(@"^(?<first>\d{1,2})/(?<second>\d{1,2})/(?<year>\d{4})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Slashes();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Spaces();
}
