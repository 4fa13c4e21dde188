using AgentWeb.Core.Files.Retrieval.Language;

namespace AgentWeb.Core.Files.Retrieval.Ranking;

/// <summary>Reads what is looked for out of a question.</summary>
internal static class QueryWords
{
    /// <summary>Words beyond these are not looked for: each costs a look into the index.</summary>
    private const int Most = 64;

    /// <summary>
    /// The different words of a question. Which language it is in cannot be told from three words, so each is looked for by the rules of both;
    /// a passage has its words by the rules of its own.
    /// </summary>
    public static IReadOnlyList<QueryWord> In(string question)
    {
        var words = new List<QueryWord>();
        var seen = new HashSet<long>();
        var language = TermReader.LanguageOf(question);
        foreach (var folded in TermReader.Read(question))
        {
            if (TermReader.Term(folded, language) is not { } term)
            {
                continue;
            }

            var other = language == TextLanguage.German ? TextLanguage.English : TextLanguage.German;
            long[] terms = [TermHash.Of(term), .. TermReader.Term(folded, other) is { } second && second != term ? [TermHash.Of(second)] : Array.Empty<long>()];
            if (seen.Add(terms[0]))
            {
                words.Add(new(terms));
            }

            if (words.Count == Most)
            {
                break;
            }
        }

        return words;
    }
}
