namespace AgentWeb.Core.Context.Citations;

/// <summary>Finds the sentence that a mark stands at.</summary>
internal static class CitedSentence
{
    /// <summary>Further back it is not looked.</summary>
    private const int Longest = 600;

    /// <summary>The sentence that ends at the mark or is interrupted by it; what follows the mark when nothing is before it on its line.</summary>
    public static ReadOnlySpan<char> At(string text, CitationMark mark)
    {
        var before = Last(text.AsSpan(0, mark.Start));
        return before.ContainsAny(Letters) ? before : Last(Line(text.AsSpan(mark.Start + mark.Length)));
    }

    private static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789äöüÄÖÜß");

    /// <summary>The last sentence of a text, without the marks, stops and spaces behind it.</summary>
    private static ReadOnlySpan<char> Last(ReadOnlySpan<char> text)
    {
        var end = text.Length;
        while (end > 0 && (char.IsWhiteSpace(text[end - 1]) || IsMark(text, ref end) || text[end - 1] is '.' or '!' or '?' or ':' or ';' or '*' or '_'))
        {
            end--;
        }

        var start = end;
        while (start > 0 && end - start < Longest && text[start - 1] != '\n' && !EndsSentence(text, start))
        {
            start--;
        }

        return text[start..end];
    }

    private static bool EndsSentence(ReadOnlySpan<char> text, int at) => char.IsWhiteSpace(text[at - 1]) && at >= 2 && text[at - 2] is '.' or '!' or '?' or ']';

    /// <summary>Whether a mark ends here; moves to its first character but one.</summary>
    private static bool IsMark(ReadOnlySpan<char> text, ref int end)
    {
        var open = text[..end].LastIndexOf('[');
        if (text[end - 1] != ']' || open < 0 || text[(open + 1)..(end - 1)].ContainsAnyExcept("0123456789, "))
        {
            return false;
        }

        end = open + 1;
        return true;
    }

    private static ReadOnlySpan<char> Line(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('\n');
        return end < 0 ? text : text[..end];
    }
}
