using System.Globalization;
using System.Text;
using AgentWeb.Core.Files.Text;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>
/// Rows of a table as text: a row that is found alone still says what its values are, so each carries the names of its columns.
/// </summary>
/// <param name="limits">What a table may have.</param>
/// <param name="leastColumns">How many columns must be filled for a row to be one of names. In documents two columns are often a name and its value.</param>
internal sealed class TableText(ContentLimits limits, int leastColumns = 2)
{
    private const int MaxNameLength = 60;
    private const int LongestName = 240;

    private IReadOnlyList<string>? _names;
    private int _rows;
    private bool _onlyNames;

    /// <summary>The next row.</summary>
    /// <param name="values">Its values; those of columns that are not there are empty.</param>
    /// <returns>Its text; null for the row of names, which goes with each that follows, and for an empty one.</returns>
    /// <exception cref="FileRefusedException">It is one row too many.</exception>
    public string? Next(IReadOnlyList<string> values)
    {
        var lines = values.Select(OneLine).ToList();
        var filled = lines.Count(value => value.Length > 0);
        if (filled == 0)
        {
            return null;
        }

        if (++_rows > limits.Rows)
        {
            throw new FileRefusedException(FileErrors.TooManyRows(limits.Rows));
        }

        // Before the names there may be titles, each alone in its row.
        if (_names is null && filled >= leastColumns)
        {
            _onlyNames = lines.TrueForAll(IsName) && filled * 2 > lines.Count;
            _names = _onlyNames ? [.. lines.Select(line => Shortened.To(line.TrimEnd(':'), MaxNameLength))] : [];
            if (_onlyNames)
            {
                return null;
            }
        }

        _onlyNames = false;
        return TextOf(lines, _names ?? []);
    }

    /// <summary>The names alone, for a table that ends with them.</summary>
    public string? End() => _onlyNames ? string.Join("; ", _names!.Where(name => name.Length > 0)) : null;

    private static string TextOf(List<string> values, IReadOnlyList<string> names)
    {
        var text = new StringBuilder();
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].Length == 0)
            {
                continue;
            }

            text.Append(text.Length == 0 ? "" : names.Count > 0 ? "; " : " | ");
            if (i < names.Count && names[i].Length > 0)
            {
                text.Append(names[i]).Append(": ");
            }

            text.Append(values[i]);
        }

        return text.ToString();
    }

    private static bool IsName(string value) =>
        value.Length <= LongestName && !double.TryParse(value, NumberStyles.Any, CultureInfo.InvariantCulture, out _);

    private static string OneLine(string value) =>
        value.AsSpan().ContainsAny('\r', '\n', '\t') || value.AsSpan().Trim().Length < value.Length
            ? string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            : value;
}
