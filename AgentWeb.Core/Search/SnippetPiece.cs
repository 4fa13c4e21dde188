namespace AgentWeb.Core.Search;

/// <summary>A part of a text that was found. Plain text: whoever shows it escapes it.</summary>
/// <param name="Text">The part.</param>
/// <param name="IsMatch">It is one of the words that were looked for.</param>
public readonly record struct SnippetPiece(string Text, bool IsMatch);
