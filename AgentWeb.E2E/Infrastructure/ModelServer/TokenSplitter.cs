namespace AgentWeb.E2E.Infrastructure.ModelServer;

/// <summary>Cuts text into pieces about as long as a language model's tokens; joined again they are the text.</summary>
public static class TokenSplitter
{
    private const int MaxWordPiece = 7;

    /// <summary>The pieces of <paramref name="text"/> in order; none is empty and no surrogate pair is cut.</summary>
    public static IEnumerable<string> Split(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = EndOf(text, start);
            yield return text[start..end];
            start = end;
        }
    }

    private static int EndOf(string text, int start)
    {
        var at = start;
        if (text[at] == ' ' && at + 1 < text.Length)
        {
            at++;
        }

        if (!char.IsLetterOrDigit(text[at]))
        {
            return char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? at + 2 : at + 1;
        }

        var limit = Math.Min(text.Length, at + MaxWordPiece);
        while (at < limit && char.IsLetterOrDigit(text[at]))
        {
            at++;
        }

        return at;
    }
}
