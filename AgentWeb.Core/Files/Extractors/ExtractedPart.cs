namespace AgentWeb.Core.Files.Extractors;

/// <summary>A paragraph, heading, list item, table row or line of a file: what is kept together when it is cut into passages, if it can be.</summary>
/// <param name="Text">Its text; never empty.</param>
/// <param name="Page">Page or slide, from 1; null where there are none.</param>
/// <param name="Place">Where it is, as a person says it and without the page: sheet and row, or line; null where nothing says it.</param>
/// <param name="HeadingLevel">1 to 6 when it is a heading, under which what follows stands; 0 when it is not.</param>
public sealed record ExtractedPart(string Text, int? Page = null, string? Place = null, int HeadingLevel = 0);
