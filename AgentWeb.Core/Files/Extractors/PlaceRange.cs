using System.Globalization;
using System.Text.RegularExpressions;
using AgentWeb.Core.Files.Text;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>Rows or lines, and the sheet they are in, as a person says it: <c>line 7</c>, <c>lines 1–40</c>, <c>Prices, rows 2–9</c>.</summary>
/// <param name="Sheet">Name of the sheet; null where there are none.</param>
/// <param name="Unit"><c>row</c> or <c>line</c>.</param>
/// <param name="First">From 1.</param>
/// <param name="Last">Not before the first.</param>
internal sealed partial record PlaceRange(string? Sheet, string Unit, int First, int Last)
{
    /// <summary>Longest name of a sheet that is told; Excel allows 31 characters.</summary>
    private const int MaxSheetLength = 100;

    /// <summary>Lines of a text.</summary>
    public static PlaceRange Lines(int first, int last) => new(null, "line", first, last);

    /// <summary>A row of a table, or of a sheet.</summary>
    public static PlaceRange Row(int row, string? sheet = null) =>
        new(sheet is null ? null : Shortened.To(sheet, MaxSheetLength), "row", row, row);

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static PlaceRange? Parse(string? text)
    {
        if (text is null || Pattern().Match(text) is not { Success: true } match
            || !TryRead(match.Groups["first"].Value, out var first) || !TryRead(match.Groups["last"].Value, out var last))
        {
            return null;
        }

        return new(match.Groups["sheet"] is { Success: true } sheet ? sheet.Value : null, match.Groups["unit"].Value, first, Math.Max(first, last));
    }

    /// <summary>From where this begins to where a later one ends; null when they are not of the same sheet and unit.</summary>
    public PlaceRange? To(PlaceRange later) =>
        later.Sheet == Sheet && later.Unit == Unit && later.Last >= First ? this with { Last = later.Last } : null;

    /// <summary>Whether this begins right after another ends.</summary>
    public bool Follows(PlaceRange earlier) => earlier.Sheet == Sheet && earlier.Unit == Unit && First == earlier.Last + 1;

    /// <inheritdoc/>
    public override string ToString()
    {
        var place = First == Last
            ? string.Create(CultureInfo.InvariantCulture, $"{Unit} {First}")
            : string.Create(CultureInfo.InvariantCulture, $"{Unit}s {First}–{Last}");
        return Sheet is null ? place : $"{Sheet}, {place}";
    }

    private static bool TryRead(string digits, out int number)
    {
        number = 0;
        return digits.Length == 0 || int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    [GeneratedRegex(@"^((?<sheet>.+), )?(?<unit>row|line)s? (?<first>\d+)(–(?<last>\d+))?$", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
