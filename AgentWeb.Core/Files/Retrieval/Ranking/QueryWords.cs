using AgentWeb.Core.Language;

namespace AgentWeb.Core.Files.Retrieval.Ranking;

/// <summary>Reads what is looked for out of a question.</summary>
internal static class QueryWords
{
    /// <summary>Words beyond these are not looked for: each costs some looks into the index.</summary>
    private const int Most = 32;

    /// <summary>What a synonym is worth of the word itself; bench retrieval is best, and hardly changes, from 0.5 to 0.8.</summary>
    private const double SynonymWeight = 0.6;

    /// <summary>
    /// The different words of a question. Which language it is in cannot be told from three words, so each is looked for by the rules of both;
    /// a passage has its words by the rules of its own.
    /// </summary>
    public static IReadOnlyList<QueryWord> In(string question)
    {
        var language = TermReader.LanguageOf(question);
        var other = language == TextLanguage.German ? TextLanguage.English : TextLanguage.German;
        return
        [
            .. TermReader.Read(question)
                .Select(folded => (Term: TermReader.Term(folded, language), InOther: TermReader.Term(folded, other)))
                .Where(word => word.Term is not null)
                .DistinctBy(word => word.Term, StringComparer.Ordinal)
                .Take(Most)
                .Select(word => new QueryWord([Form(word.Term!, word.InOther), .. SynonymsOf(word.Term!, language)])),
        ];
    }

    private static QueryForm Form(string term, string? inOther) =>
        new(inOther is null || inOther == term ? [TermHash.Of(term)] : [TermHash.Of(term), TermHash.Of(inOther)], Weight: 1);

    private static IEnumerable<QueryForm> SynonymsOf(string term, TextLanguage language) =>
        Synonyms.Of(term, language).Select(synonym => new QueryForm([TermHash.Of(synonym)], SynonymWeight));
}
