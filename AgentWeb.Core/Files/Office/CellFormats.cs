using System.Globalization;

namespace AgentWeb.Core.Files.Office;

/// <summary>How the numbers of a workbook are shown: dates and percentages are numbers there.</summary>
internal sealed class CellFormats
{
    private const int MaxFormats = 70_000;

    private readonly List<int> _formatOfStyle = [];
    private readonly Dictionary<int, string> _codes = [];
    private bool _since1904;

    /// <summary>Reads them.</summary>
    /// <param name="xml">The part with the styles; null when there is none.</param>
    /// <param name="since1904">Whether days are counted as on the Macintosh.</param>
    public static CellFormats Read(OfficeXml? xml, bool since1904)
    {
        var formats = new CellFormats { _since1904 = since1904 };
        var isCells = false;
        while (xml?.Read() == true)
        {
            isCells = xml.IsStart("cellXfs") || (isCells && !xml.IsEnd("cellXfs"));
            if (xml.IsStart("numFmt") && formats._codes.Count < MaxFormats)
            {
                formats._codes[Number(xml.Attribute("numFmtId"))] = xml.Attribute("formatCode") ?? "";
            }
            else if (isCells && xml.IsStart("xf") && formats._formatOfStyle.Count < MaxFormats)
            {
                formats._formatOfStyle.Add(Number(xml.Attribute("numFmtId")));
            }
        }

        return formats;
    }

    /// <summary>A number as it is shown, or nearly.</summary>
    /// <param name="text">The number as it is stored.</param>
    /// <param name="style">The style of its cell.</param>
    public string Show(string text, string? style)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return text;
        }

        var index = Number(style);
        var format = index >= 0 && index < _formatOfStyle.Count ? _formatOfStyle[index] : 0;
        return IsDate(format) ? Date(number) ?? text
            : IsPercent(format) ? (number * 100).ToString("G12", CultureInfo.InvariantCulture) + "%"
            : number.ToString("G15", CultureInfo.InvariantCulture);
    }

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private bool IsPercent(int format) => format is 9 or 10 || (_codes.TryGetValue(format, out var code) && code.Contains('%', StringComparison.Ordinal));

    /// <summary>Built-in dates and times, those of East Asia among them, and any code in which letters of dates stand outside of quotes.</summary>
    private bool IsDate(int format)
    {
        if (!_codes.TryGetValue(format, out var code))
        {
            return format is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);
        }

        var (isQuoted, isBracketed) = (false, false);
        for (var i = 0; i < code.Length; i++)
        {
            isQuoted ^= code[i] == '"';
            isBracketed = (isBracketed || code[i] == '[') && code[i] != ']';
            if (code[i] is '\\' or '_' or '*')
            {
                i++;
            }
            else if (!isQuoted && !isBracketed && code[i] is 'y' or 'Y' or 'm' or 'M' or 'd' or 'D' or 'h' or 'H' or 's')
            {
                return true;
            }
        }

        return false;
    }

    private string? Date(double number)
    {
        var days = _since1904 ? number + 1462 : number;
        if (days is < 0 or > 2_958_465)
        {
            return null;
        }

        var moment = DateTime.FromOADate(Math.Round(days * 86400) / 86400);
        return days < 1 ? moment.ToString("HH:mm", CultureInfo.InvariantCulture)
            : moment.TimeOfDay == TimeSpan.Zero ? moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : moment.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }
}
