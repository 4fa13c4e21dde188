using Markdig.Syntax;

namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>
/// A block that is still being written, on the page. There is one for each open block, from the document down to the one at the
/// end; everything before them is finished HTML.
/// </summary>
/// <param name="context">What the blocks of a reply share.</param>
/// <param name="source">Markdig's view of the block; lines and blocks are added to it while it is open.</param>
/// <param name="node">Where the block shows.</param>
internal abstract class LiveBlock(LiveContext context, Block source, LiveNode node)
{
    /// <summary>Markdig's view of the block.</summary>
    public Block Source { get; } = source;

    /// <summary>Where the block shows.</summary>
    public LiveNode Node { get; } = node;

    /// <summary>
    /// Whether nothing in the block was sent as finished HTML yet, so that the whole of it may be. What was is not sent
    /// again: in nested lists that would be once for every level.
    /// </summary>
    public abstract bool IsFresh { get; }

    /// <summary>Whether the page shows something else than what the block turned out to be.</summary>
    public abstract bool IsStale { get; }

    /// <summary>Whether links in the block may depend on definitions that come later.</summary>
    public abstract bool HasReferences { get; }

    /// <summary>The leaf at the end, which gets the line that is being written.</summary>
    public abstract LiveLeaf? LastLeaf { get; }

    /// <summary>What the blocks of a reply share.</summary>
    protected LiveContext Context { get; } = context;

    /// <summary>The pieces of the node.</summary>
    protected Growth Growth { get; } = new(context.Changes, node);

    /// <summary>Takes in the lines that are complete and were not taken in yet.</summary>
    public abstract void Read();

    /// <summary>Ends the block: Markdig has closed it, and all of it has been read.</summary>
    public abstract void Close();
}
