namespace AgentWeb.Core.Files.Retrieval.Ranking;

/// <summary>A word of a question, in the forms that it may have in a text.</summary>
/// <param name="Terms">Hashes of the forms: its stem by the rules of each language. A passage has the word if it has any.</param>
internal sealed record QueryWord(IReadOnlyList<long> Terms);
