namespace AgentWeb.Core.Models.Offline.Texts;

/// <summary>Cuts text into sentences and words.</summary>
internal static class Sentences
{
    private const string Ends = ".!?…。！？";
    private const string Closers = "\"'”’)]»";

    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "e.g", "i.e", "no", "fig", "approx", "ca", "inc", "ltd",
    };

    /// <summary>The sentences, trimmed. A line that a blank line or a list mark ends is one too.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var sentences = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' && EndsParagraph(text, i))
            {
                Add(sentences, text, start, i);
                start = i + 1;
            }
            else if (Ends.Contains(text[i], StringComparison.Ordinal) && EndsSentence(text, start, ref i))
            {
                Add(sentences, text, start, i + 1);
                start = i + 1;
            }
        }

        Add(sentences, text, start, text.Length);
        return sentences;
    }

    /// <summary>The words, in lower case; an ideograph is a word.</summary>
    public static IEnumerable<string> Words(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isPart = i < text.Length && (char.IsLetterOrDigit(text[i]) || (text[i] is '\'' or '’' && start >= 0));
            if (isPart && text[i] is >= '\u2E80' and <= '\u9FFF')
            {
                if (start >= 0)
                {
                    yield return text[start..i].ToLowerInvariant();
                    start = -1;
                }

                yield return text[i].ToString();
            }
            else if (isPart && start < 0)
            {
                start = i;
            }
            else if (!isPart && start >= 0)
            {
                yield return text[start..i].TrimEnd('\'', '’').ToLowerInvariant();
                start = -1;
            }
        }
    }

    private static bool EndsParagraph(string text, int lineEnd)
    {
        var next = lineEnd + 1;
        while (next < text.Length && text[next] is ' ' or '\t' or '\r')
        {
            next++;
        }

        return next >= text.Length || text[next] is '\n' or '-' or '*' or '#' or '|' or '>';
    }

    /// <summary>Whether the mark at <paramref name="i"/> ends a sentence; moves on over the quotes and brackets that close with it.</summary>
    private static bool EndsSentence(string text, int start, ref int i)
    {
        var end = i;
        while (end + 1 < text.Length && (Ends.Contains(text[end + 1], StringComparison.Ordinal) || Closers.Contains(text[end + 1], StringComparison.Ordinal)))
        {
            end++;
        }

        var isFullWidth = text[i] > '\u2FFF';
        var isEnd = end + 1 == text.Length || char.IsWhiteSpace(text[end + 1]) || isFullWidth;
        if (!isEnd || (text[i] == '.' && Abbreviations.Contains(LastWord(text, start, i))))
        {
            return false;
        }

        i = end;
        return true;
    }

    private static string LastWord(string text, int start, int end)
    {
        var at = end;
        while (at > start && !char.IsWhiteSpace(text[at - 1]))
        {
            at--;
        }

        return text[at..end].TrimStart('(', '"', '“');
    }

    private static void Add(List<string> sentences, string text, int start, int end)
    {
        var sentence = string.Join(' ', text[start..end].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (sentence.Any(char.IsLetterOrDigit))
        {
            sentences.Add(sentence);
        }
    }
}
