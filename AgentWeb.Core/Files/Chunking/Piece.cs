using AgentWeb.Core.Files.Extractors;
using AgentWeb.Core.Models;

namespace AgentWeb.Core.Files.Chunking;

/// <summary>A part, or a piece of one that was too long for a passage.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Tokens">Its size, estimated.</param>
/// <param name="Page">Page or slide.</param>
/// <param name="Place">What the part says of its place.</param>
/// <param name="Range">The same as rows or lines, if it is that.</param>
/// <param name="IsHeading">Whether it is a heading.</param>
internal sealed record Piece(string Text, int Tokens, int? Page, string? Place, PlaceRange? Range, bool IsHeading)
{
    /// <summary>What calls itself a heading and is longer than this, in tokens, is a paragraph.</summary>
    private const int LongestHeading = 60;

    /// <summary>The headings it stands under, outermost first; a heading's own is the last.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>Whether it continues the piece before it.</summary>
    public bool GoesOn { get; init; }

    /// <summary>A whole part.</summary>
    public static Piece Of(ExtractedPart part)
    {
        var tokens = TokenEstimate.Of(part.Text);
        return new(part.Text, tokens, part.Page, part.Place, PlaceRange.Parse(part.Place), part.HeadingLevel > 0 && tokens <= LongestHeading);
    }
}
