using AgentWeb.Core.Language;

namespace AgentWeb.Core.Models.Offline.Texts;

/// <summary>The words of a question, each with what a text may have instead.</summary>
internal static class AskedWords
{
    /// <summary>What a synonym is worth of the word itself.</summary>
    private const double SynonymWeight = 0.6;

    /// <summary>
    /// For each word the terms that answer to it in a text of this language, with their weights. Numbers alone are left out: they are in every
    /// text.
    /// </summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, double>> Of(string question, TextLanguage language) =>
    [
        .. TermReader.Read(question)
            .Where(word => !word.All(char.IsAsciiDigit))
            .Select(word => TermReader.Term(word, language))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Select(term => Synonyms.Of(term, language).ToDictionary(other => other, _ => SynonymWeight, StringComparer.Ordinal) is var forms && forms.TryAdd(term, 1)
                ? forms
                : new Dictionary<string, double>(StringComparer.Ordinal) { [term] = 1 }),
    ];
}
