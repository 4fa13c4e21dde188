namespace AgentWeb.Core.Files.Chunking;

/// <summary>A part of a file that can be found, quoted and put into a prompt.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Page">Page or slide on which it begins, from 1; null where there are none.</param>
/// <param name="Place">Sheet and rows, or lines; null where nothing says it.</param>
/// <param name="Heading">Headings it stands under, outermost first, joined by " › "; null when there are none.</param>
/// <param name="Tokens">Its size, estimated.</param>
public sealed record Passage(string Text, int? Page, string? Place, string? Heading, int Tokens);
