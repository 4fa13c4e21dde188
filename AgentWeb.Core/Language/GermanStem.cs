namespace AgentWeb.Core.Language;

/// <summary>
/// Takes German endings off, so that <c>kündigen</c>, <c>gekündigt</c> and <c>Kündigungen</c> are one word. Its steps follow the Snowball
/// stemmer (https://snowballstem.org/algorithms/german/stemmer.html) and L. Weißweiler and A. Fraser, "Developing a stemmer for German
/// based on a comparative analysis of publicly available stemmers", GSCL 2017, from which the prefix of participles is taken.
/// </summary>
internal static class GermanStem
{
    private const int Shortest = 4;

    private static readonly string[][] Steps =
    [
        ["ern", "em", "er", "en", "es", "e", "s", "n"],
        ["keit", "heit", "ung", "isch", "lich", "nis", "ig"],
        ["est", "et", "st", "te", "t"],
    ];

    /// <summary>The stem of a folded word.</summary>
    public static string Of(string word)
    {
        word = word.Replace("ß", "ss", StringComparison.Ordinal);
        if (word.Length > 6 && word.StartsWith("ge", StringComparison.Ordinal) && word[^1] is 't' or 'n')
        {
            word = word[2..];
        }

        // What an ending leaves may end in another: Kündig-ung-en.
        for (var length = 0; length != word.Length;)
        {
            length = word.Length;
            word = Steps.Aggregate(word, Cut);
        }

        return word;
    }

    private static string Cut(string word, string[] endings)
    {
        foreach (var ending in endings)
        {
            if (word.Length - ending.Length >= Shortest && word.EndsWith(ending, StringComparison.Ordinal))
            {
                return word[..^ending.Length];
            }
        }

        return word;
    }
}
