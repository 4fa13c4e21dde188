using AgentWeb.Core.Data.Search;

namespace AgentWeb.Core.Search;

/// <summary>Cuts out of a text what shows best why it was found.</summary>
internal static class Snippet
{
    private const int Length = 160;
    private const int Before = 40;

    /// <summary>Matches beyond these do not make a better one.</summary>
    private const int MaxMatches = 200;

    /// <summary>The part of a text with most of the words in it, in one line.</summary>
    public static IReadOnlyList<SnippetPiece> Of(string text, SearchWords words)
    {
        var matches = MatchesIn(text, words);
        var start = matches.Count == 0 ? 0 : StartFor(text, matches[BestOf(matches)].Start);
        var end = WordEnd(text, Math.Min(text.Length, start + Length));
        return Pieces(text, start, end, matches);
    }

    /// <summary>A whole text, with the words marked.</summary>
    public static IReadOnlyList<SnippetPiece> Marked(string text, SearchWords words) => Pieces(text, 0, text.Length, MatchesIn(text, words));

    private static List<Word> MatchesIn(string text, SearchWords words) =>
        [.. Words.In(text).Where(word => !word.EndsRun && words.Has(word.Folded)).Take(MaxMatches)];

    /// <summary>The first match that is followed by most different ones.</summary>
    private static int BestOf(List<Word> matches)
    {
        var (best, most) = (0, 0);
        for (var i = 0; i < matches.Count; i++)
        {
            var different = matches.Skip(i).TakeWhile(m => m.Start + m.Length <= matches[i].Start + Length - Before)
                .Select(m => m.Folded).Distinct(StringComparer.Ordinal).Take(SearchWords.Max).Count();
            if (different > most)
            {
                (best, most) = (i, different);
            }
        }

        return best;
    }

    private static int StartFor(string text, int match)
    {
        if (match <= Before)
        {
            return 0;
        }

        var space = text.IndexOfAny([' ', '\n', '\t'], match - Before, Before);
        return space >= 0 ? space + 1 : Whole(text, match - Before);
    }

    private static int WordEnd(string text, int end)
    {
        if (end == text.Length)
        {
            return end;
        }

        var space = text.LastIndexOfAny([' ', '\n', '\t'], end - 1, Before);
        return space > 0 ? space : Whole(text, end);
    }

    /// <summary>Never between the halves of a sign.</summary>
    private static int Whole(string text, int index) => char.IsLowSurrogate(text[index]) ? index - 1 : index;

    private static List<SnippetPiece> Pieces(string text, int start, int end, List<Word> matches)
    {
        var pieces = new List<SnippetPiece>();
        var at = start;
        foreach (var match in matches.Where(m => m.Start >= start && m.Start + m.Length <= end))
        {
            // Pairs of a script without spaces overlap.
            var from = Math.Max(match.Start, at);
            Add(pieces, text[at..from], isMatch: false);
            at = Math.Max(at, match.Start + match.Length);
            Add(pieces, text[from..at], isMatch: true);
        }

        Add(pieces, text[at..end], isMatch: false);
        if (pieces.Count > 0)
        {
            pieces[0] = pieces[0] with { Text = (start > 0 ? "…" : "") + pieces[0].Text.TrimStart() };
            pieces[^1] = pieces[^1] with { Text = pieces[^1].Text.TrimEnd() + (end < text.Length ? "…" : "") };
        }

        return pieces;
    }

    private static void Add(List<SnippetPiece> pieces, string text, bool isMatch)
    {
        if (text.Length > 0 && isMatch && pieces.Count > 0 && pieces[^1].IsMatch)
        {
            pieces[^1] = new(pieces[^1].Text + OneLine(text), IsMatch: true);
        }
        else if (text.Length > 0)
        {
            pieces.Add(new(OneLine(text), isMatch));
        }
    }

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return (char.IsWhiteSpace(text[0]) ? " " : "") + line + (char.IsWhiteSpace(text[^1]) && line.Length > 0 ? " " : "");
    }
}
