namespace AgentWeb.Core.Files.Retrieval.Ranking;

/// <summary>A word of a question, and the words that a text may have instead. A passage is worth what the best of them is.</summary>
/// <param name="Forms">The word itself, then its synonyms.</param>
internal sealed record QueryWord(IReadOnlyList<QueryForm> Forms);

/// <summary>A word by which a passage is found.</summary>
/// <param name="Terms">Hashes of its stems, one for each language; a passage that has any has the word.</param>
/// <param name="Weight">What finding it is worth: 1 for the word itself.</param>
internal sealed record QueryForm(IReadOnlyList<long> Terms, double Weight);
