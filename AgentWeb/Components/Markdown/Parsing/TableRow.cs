namespace AgentWeb.Components.Markdown.Parsing;

/// <summary>Reads the lines of a table, the way GitHub reads them.</summary>
internal static class TableRow
{
    /// <summary>Wider tables are text: every short row is filled up to the width of its header.</summary>
    public const int MaxColumns = 64;

    /// <summary>Cuts a row at its bars. A bar after a backslash belongs to the cell, also inside of code.</summary>
    /// <param name="line">The line without its line end.</param>
    /// <returns>The cells, trimmed, with their bars unescaped.</returns>
    public static List<string> Cells(ReadOnlySpan<char> line)
    {
        var cells = new List<string>();
        var rest = Inside(line);
        while (true)
        {
            var bar = NextBar(rest);
            cells.Add(Unescape(rest[..(bar < 0 ? rest.Length : bar)]));
            if (bar < 0)
            {
                return cells;
            }

            rest = rest[(bar + 1)..];
        }
    }

    /// <summary>Reads the line under the header, as in <c>| :-- | --: |</c>.</summary>
    /// <returns>The alignment of each column, or null when the line is something else.</returns>
    public static List<ColumnAlignment>? Delimiters(ReadOnlySpan<char> line)
    {
        if (line.IndexOfAnyExcept("|-: \t") >= 0 || !line.Contains('|') || !line.Contains('-'))
        {
            return null;
        }

        var columns = new List<ColumnAlignment>();
        foreach (var cell in Cells(line))
        {
            if (cell.Trim(':') is not { Length: > 0 } dashes || dashes.AsSpan().ContainsAnyExcept('-') || cell.Length > dashes.Length + 2
                || cell.StartsWith("::", StringComparison.Ordinal) || cell.EndsWith("::", StringComparison.Ordinal))
            {
                return null;
            }

            columns.Add((cell[0] == ':', cell[^1] == ':') switch
            {
                (true, true) => ColumnAlignment.Center,
                (true, false) => ColumnAlignment.Left,
                (false, true) => ColumnAlignment.Right,
                _ => ColumnAlignment.None,
            });
        }

        return columns.Count <= MaxColumns ? columns : null;
    }

    /// <summary>The position of the next bar that ends a cell, or -1.</summary>
    public static int NextBar(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '|' && (i == 0 || text[i - 1] != '\\'))
            {
                return i;
            }
        }

        return -1;
    }

    private static ReadOnlySpan<char> Inside(ReadOnlySpan<char> line)
    {
        line = line.Trim(" \t");
        if (line is ['|', ..])
        {
            line = line[1..];
        }

        return line is [.., '|'] && line is not [.., '\\', '|'] ? line[..^1] : line;
    }

    private static string Unescape(ReadOnlySpan<char> cell) => cell.Trim(" \t").ToString().Replace("\\|", "|", StringComparison.Ordinal);
}
