namespace AgentWeb.Core.Files.Text;

/// <summary>What stands between the values of a table in text.</summary>
internal static class CsvDelimiter
{
    private const int LinesLookedAt = 10;

    private static readonly char[] Candidates = [',', ';', '\t', '|'];

    /// <summary>The character that stands equally often in every one of the first lines; null when none does.</summary>
    /// <param name="start">The start of the text, which may end within a line.</param>
    /// <param name="isAll">Whether that is all of it.</param>
    public static char? Detect(ReadOnlySpan<char> start, bool isAll)
    {
        var lines = CountByLine(start, isAll);
        return Candidates
            .Select((candidate, i) => (candidate, Least: lines.Count == 0 ? 0 : lines.Min(counts => counts[i]), Most: lines.Count == 0 ? 0 : lines.Max(counts => counts[i])))
            .Where(found => found.Least > 0 && found.Least == found.Most)
            .OrderByDescending(found => found.Least)
            .Select(found => (char?)found.candidate)
            .FirstOrDefault();
    }

    /// <summary>The character that stands most often in the first line: for a table by name whose lines differ.</summary>
    public static char MostCommon(ReadOnlySpan<char> start)
    {
        var counts = CountByLine(start, isAll: true).FirstOrDefault() ?? new int[Candidates.Length];
        return Candidates[Array.IndexOf(counts, counts.Max())];
    }

    private static List<int[]> CountByLine(ReadOnlySpan<char> start, bool isAll)
    {
        var lines = new List<int[]>();
        var counts = new int[Candidates.Length];
        var (quoted, empty) = (false, true);
        foreach (var c in start)
        {
            quoted ^= c == '"';
            if (c is '\n' && !quoted)
            {
                if (!empty)
                {
                    lines.Add(counts);
                }

                (counts, empty) = (new int[Candidates.Length], true);
                if (lines.Count == LinesLookedAt)
                {
                    return lines;
                }

                continue;
            }

            empty = empty && char.IsWhiteSpace(c) && c != '\t';
            if (!quoted && Array.IndexOf(Candidates, c) is >= 0 and var i)
            {
                counts[i]++;
            }
        }

        if (isAll && !empty)
        {
            lines.Add(counts);
        }

        return lines;
    }
}
