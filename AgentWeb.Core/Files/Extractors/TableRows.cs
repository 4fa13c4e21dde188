using System.Globalization;
using System.Text;
using AgentWeb.Core.Files.Text;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>
/// Rows of a table as text: a row that is found alone still says what its values are, so each carries the names of its columns.
/// </summary>
/// <param name="limits">What a table may have.</param>
/// <param name="sheet">The sheet it is in; null where there are none.</param>
internal sealed class TableRows(ContentLimits limits, string? sheet = null)
{
    private const int MaxNameLength = 60;

    private IReadOnlyList<string>? _names;
    private int _rows;

    /// <summary>The next row that has anything in it.</summary>
    /// <param name="number">Its number as the owner's program shows it, from 1.</param>
    /// <param name="values">Its values; those of columns that are not there are empty.</param>
    /// <returns>The part; null for the row of names, which goes with each that follows, and for an empty one.</returns>
    /// <exception cref="FileRefusedException">It is one row too many.</exception>
    public ExtractedPart? Next(int number, IReadOnlyList<string> values)
    {
        if (++_rows > limits.Rows)
        {
            throw new FileRefusedException(FileErrors.TooManyRows(limits.Rows));
        }

        if (_names is null)
        {
            _names = AreNames(values) ? [.. values.Select(ShortName)] : [];
            if (_names.Count > 0)
            {
                return null;
            }
        }

        var text = TextOf(values, _names);
        return text.Length == 0 ? null : new(text, Place: PlaceRange.Row(number, sheet).ToString());
    }

    /// <summary>The names alone, for a table that has no other row.</summary>
    public ExtractedPart? End() =>
        _rows == 1 && _names is { Count: > 0 } ? new(string.Join("; ", _names.Where(n => n.Length > 0)), Place: PlaceRange.Row(1, sheet).ToString()) : null;

    private static string TextOf(IReadOnlyList<string> values, IReadOnlyList<string> names)
    {
        var text = new StringBuilder();
        for (var i = 0; i < values.Count; i++)
        {
            var value = OneLine(values[i]);
            if (value.Length == 0)
            {
                continue;
            }

            text.Append(text.Length == 0 ? "" : names.Count > 0 ? "; " : " | ");
            if (i < names.Count && names[i].Length > 0)
            {
                text.Append(names[i]).Append(": ");
            }

            text.Append(value);
        }

        return text.ToString();
    }

    /// <summary>Names of columns are words: at least two, or one in a table of one column, and none of them a number.</summary>
    private static bool AreNames(IReadOnlyList<string> values)
    {
        var filled = values.Where(v => !string.IsNullOrWhiteSpace(v)).ToList();
        return filled.Count > 0 && filled.Count * 2 > values.Count
            && filled.TrueForAll(v => v.Length <= 4 * MaxNameLength && !double.TryParse(v, NumberStyles.Any, CultureInfo.InvariantCulture, out _));
    }

    private static string ShortName(string name) => Shortened.To(OneLine(name).TrimEnd(':'), MaxNameLength);

    private static string OneLine(string value) => string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
