namespace AgentWeb.Core.Models.Offline;

/// <summary>Cuts text into words, each with the white space behind it; joined again they are the text.</summary>
internal static class WordSplitter
{
    // Scripts without spaces, and long addresses, come in pieces.
    private const int MaxPiece = 16;

    /// <summary>The words of <paramref name="text"/>.</summary>
    public static IEnumerable<string> Split(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !char.IsWhiteSpace(text[end]) && end - start < MaxPiece)
            {
                end++;
            }

            if (end < text.Length && char.IsLowSurrogate(text[end]))
            {
                end++;
            }

            while (end < text.Length && char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            yield return text[start..end];
            start = end;
        }
    }
}
