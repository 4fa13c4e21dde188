using System.Runtime.CompilerServices;
using AgentWeb.Core.Files.Extractors;

namespace AgentWeb.Core.Files.Chunking;

/// <summary>
/// Cuts a file's text into passages: at headings, pages and sheets where it can, between paragraphs and rows otherwise, and within a paragraph
/// only when that alone is too long. It holds one passage at a time and looks at every character once.
/// </summary>
public sealed class Chunker
{
    /// <summary>Size that passages are filled up to, in tokens.</summary>
    internal const int Target = 300;

    /// <summary>Largest passage, in tokens.</summary>
    internal const int Most = 450;

    /// <summary>So many tokens of headings wait for what stands below them.</summary>
    private const int MostHeadings = 120;

    /// <summary>Cuts it.</summary>
    /// <param name="parts">The text in its order.</param>
    /// <param name="cancellationToken">Ends the cutting.</param>
    /// <returns>The passages in their order; together they hold all the text.</returns>
    public async IAsyncEnumerable<Passage> Cut(IAsyncEnumerable<ExtractedPart> parts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = new HeadingPath();
        var draft = new PassageDraft();
        var headings = new List<Piece>();
        await foreach (var part in parts.WithCancellation(cancellationToken))
        {
            var whole = Piece.Of(part);
            if (whole.IsHeading)
            {
                path.Enter(part.HeadingLevel, part.Text);
                headings.Add(whole with { Path = path.Current });
                if (headings.Sum(h => h.Tokens) < MostHeadings)
                {
                    continue;
                }
            }

            // Headings go where what stands below them goes.
            var pieces = whole.IsHeading ? [] : PartSplitter.Split(whole with { Path = path.Current }, Most - headings.Sum(h => h.Tokens));
            foreach (var group in Groups(headings, pieces))
            {
                if (draft.EndsBefore(group))
                {
                    yield return draft.End();
                }

                draft.Add(group);
            }

            headings.Clear();
        }

        if (headings.Count > 0)
        {
            if (draft.EndsBefore(headings))
            {
                yield return draft.End();
            }

            draft.Add(headings);
        }

        if (!draft.IsEmpty)
        {
            yield return draft.End();
        }
    }

    /// <summary>What must not be parted: the headings and the first piece below them, then each further piece.</summary>
    private static IEnumerable<IReadOnlyList<Piece>> Groups(List<Piece> headings, IEnumerable<Piece> pieces)
    {
        IReadOnlyList<Piece> group = headings;
        foreach (var piece in pieces)
        {
            yield return [.. group, piece];
            group = [];
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }
}
