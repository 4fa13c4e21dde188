
namespace AgentWeb.Core.Language;

/// <summary>Tells whether two texts speak of anything in common.</summary>
public static class SharedWords
{
    /// <summary>
    /// Whether a sentence and a passage share the stem of a word that says something. Of two languages nobody can tell that by words, so there the
    /// answer is yes; and also for a sentence that has no such word.
    /// </summary>
    public static bool Any(string sentence, string passage)
    {
        var language = TermReader.LanguageOf(passage);
        var words = TermReader.Read(sentence).ToList();
        var terms = words.Select(word => TermReader.Term(word, language)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return terms.Count == 0
            || TermReader.Terms(passage, language).Any(terms.Contains)
            || (FunctionWords.LanguageOf(words) != language && words.Exists(word => !FunctionWords.SaySomething(word, FunctionWords.LanguageOf(words))));
    }
}
