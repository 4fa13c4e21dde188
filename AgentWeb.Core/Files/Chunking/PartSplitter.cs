using AgentWeb.Core.Models;

namespace AgentWeb.Core.Files.Chunking;

/// <summary>
/// Splits a part that is too long for a passage, between sentences where there are any. Each piece but the first repeats the sentence before
/// it, if that is short, so that neither is torn out of its context.
/// </summary>
internal static class PartSplitter
{
    /// <summary>Longest sentence that is repeated, in tokens.</summary>
    private const int Overlap = 40;

    /// <summary>The part as it is, or its pieces.</summary>
    /// <param name="part">The part.</param>
    /// <param name="most">What it may have to stay whole, in tokens.</param>
    public static IEnumerable<Piece> Split(Piece part, int most) => part.Tokens <= most ? [part] : Pieces(part).Where(piece => piece.Text.Length > 0);

    private static IEnumerable<Piece> Pieces(Piece part)
    {
        var (start, filled) = (0, 0);
        var (lastStart, last) = (0, 0);
        for (var at = 0; at < part.Text.Length;)
        {
            var end = Sentence.End(part.Text, at);
            var tokens = TokenEstimate.Of(part.Text.AsSpan(at, end - at));
            if (filled > 0 && filled + tokens > Chunker.Target)
            {
                yield return Cut(part, start, at);
                (start, filled) = last <= Overlap && last + tokens <= Chunker.Target ? (lastStart, last) : (at, 0);
            }

            (lastStart, last) = (at, tokens);
            filled += tokens;
            at = end;
        }

        yield return Cut(part, start, part.Text.Length);
    }

    private static Piece Cut(Piece part, int start, int end)
    {
        var text = part.Text[start..end].Trim();
        return part with { Text = text, Tokens = TokenEstimate.Of(text), GoesOn = start > 0 };
    }
}
