namespace AgentWeb.Core.Files.Retrieval.Index;

/// <summary>A term in a passage.</summary>
/// <param name="Position">The passage's order within the file, from 0.</param>
/// <param name="Count">How often its text has the term.</param>
/// <param name="InHeading">Whether the headings it stands under have it.</param>
/// <param name="Length">How many terms its text has in all.</param>
internal readonly record struct Posting(int Position, int Count, bool InHeading, int Length);
