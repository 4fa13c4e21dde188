namespace AgentWeb.Core.Files.Chunking;

/// <summary>Where sentences end, roughly: at line ends, full stops and their like.</summary>
internal static class Sentence
{
    /// <summary>So many characters have fewer tokens than a passage in every script; a longer sentence is cut.</summary>
    private const int Longest = 300;

    /// <summary>The end of the sentence that begins at <paramref name="start"/>, with the space behind it.</summary>
    public static int End(string text, int start)
    {
        var limit = Math.Min(text.Length, start + Longest);
        for (var i = start; i < limit; i++)
        {
            if (IsEnd(text, i))
            {
                return SkipSpace(text, i + 1, limit);
            }
        }

        return limit == text.Length ? limit : EndOfWord(text, start, limit);
    }

    private static bool IsEnd(string text, int i) => text[i] switch
    {
        '\n' or '。' or '！' or '？' => true,
        '.' or '!' or '?' or '…' => i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]),
        _ => false,
    };

    private static int SkipSpace(string text, int i, int limit)
    {
        while (i < limit && char.IsWhiteSpace(text[i]))
        {
            i++;
        }

        return i;
    }

    /// <summary>Back to a space, if there is one in the second half; never into a character of two units.</summary>
    private static int EndOfWord(string text, int start, int limit)
    {
        var space = text.AsSpan(start, limit - start).LastIndexOfAny(' ', '\t', '\u3000');
        return space > Longest / 2 ? start + space + 1 : char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
    }
}
