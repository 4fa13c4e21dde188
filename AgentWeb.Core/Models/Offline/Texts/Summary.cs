using AgentWeb.Core.Language;

namespace AgentWeb.Core.Models.Offline.Texts;

/// <summary>The sentences that say the most of a text, in its order.</summary>
/// <param name="Sentences">The sentences chosen.</param>
/// <param name="Total">How many there are.</param>
/// <param name="KeyWords">The words that occur most.</param>
internal sealed record Summary(IReadOnlyList<string> Sentences, int Total, IReadOnlyList<string> KeyWords)
{
    private const int KeyWordCount = 5;
    private const int MaxSentences = 5;

    // What a text begins with mostly says what it is about.
    private const double FirstSentenceBonus = 1.25;

    /// <summary>Scores every sentence by how often its words occur in the whole, and keeps the best third, at most five.</summary>
    public static Summary Of(IReadOnlyList<string> sentences)
    {
        var language = TermReader.LanguageOf(string.Join(' ', sentences));
        var words = sentences.Select(sentence => Texts.Sentences.Words(sentence).Where(word => IsContent(word, language)).ToList()).ToList();
        var counts = words.SelectMany(all => all).CountBy(word => word, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var keep = Math.Clamp((sentences.Count + 2) / 3, 1, MaxSentences);
        var chosen = Enumerable.Range(0, sentences.Count)
            .OrderByDescending(i => Score(words[i], counts) * (i == 0 ? FirstSentenceBonus : 1))
            .ThenBy(i => i)
            .Take(keep)
            .Order()
            .Select(i => sentences[i]);
        var keyWords = counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Where(pair => pair.Value > 1 && !char.IsAsciiDigit(pair.Key[0]))
            .Take(KeyWordCount)
            .Select(pair => pair.Key);
        return new Summary([.. chosen], sentences.Count, [.. keyWords]);
    }

    private static bool IsContent(string word, TextLanguage language) =>
        language == TextLanguage.German ? word.Length > 1 && FunctionWords.SaySomething(word, language) : StopWords.IsContent(word);

    /// <summary>The mean frequency of the words; very short sentences do not win by one frequent word.</summary>
    private static double Score(List<string> words, Dictionary<string, int> counts) =>
        words.Count == 0 ? 0 : words.Sum(word => counts[word]) / (double)(words.Count + 3);
}
