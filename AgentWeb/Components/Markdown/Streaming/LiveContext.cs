using System.Text;
using AgentWeb.Components.Markdown.Html;
using AgentWeb.Components.Markdown.Inlines;
using AgentWeb.Components.Markdown.Parsing;
using Markdig.Syntax;

namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>What the blocks of a reply share.</summary>
internal sealed class LiveContext
{
    private readonly List<Action> _rereads = [];

    /// <summary>Makes the context of one reply.</summary>
    /// <param name="maxSealed">See <see cref="MaxSealed"/>.</param>
    public LiveContext(int maxSealed)
    {
        MaxSealed = maxSealed;
        Inlines = new InlineHtml(Reader.Document);
        Blocks = new BlockHtml(Inlines);
    }

    /// <summary>
    /// A closed block of up to this many characters of HTML is sent once more, as one piece: the page then has one node
    /// in place of a component for each of its words. A longer one stays as it grew.
    /// </summary>
    public int MaxSealed { get; }

    /// <summary>Reads lines into blocks.</summary>
    public BlockReader Reader { get; } = new();

    /// <summary>Turns blocks into HTML.</summary>
    public BlockHtml Blocks { get; }

    /// <summary>Turns what stands in lines into HTML.</summary>
    public InlineHtml Inlines { get; }

    /// <summary>Collects what changed.</summary>
    public ChangeSet Changes { get; } = new();

    /// <summary>The block that the line being written belongs to; null between lines.</summary>
    public LeafBlock? OpenLeaf { get; set; }

    /// <summary>Whether the text has ended.</summary>
    public bool IsComplete { get; set; }

    /// <summary>Whether a block may still grow.</summary>
    public bool IsGrowing(Block block) => !IsComplete && (block == OpenLeaf || Reader.IsOpen(block));

    /// <summary>The HTML of a block.</summary>
    public string Html(Block block)
    {
        var html = new StringBuilder();
        Blocks.Write(html, block);
        return html.ToString();
    }

    /// <summary>A piece of HTML that is made again at the end if the text defines links.</summary>
    /// <param name="html">The HTML as it is now.</param>
    /// <param name="reread">Makes it again; null when no definition could change it.</param>
    public Piece Piece(string html, Func<string>? reread)
    {
        var piece = Streaming.Piece.OfHtml(html, mayChange: reread is not null);
        if (reread is not null)
        {
            OnDefinitions(() => piece.Change(piece.Owner is null ? html : reread()));
        }

        return piece;
    }

    /// <summary>Has <paramref name="reread"/> called at the end if the text defines links.</summary>
    public void OnDefinitions(Action reread) => _rereads.Add(reread);

    /// <summary>Whether references to passages are to be made again at the end, since it is known by then which have support.</summary>
    public bool CitationsChanged { get; set; }

    /// <summary>Makes everything again that a definition may have changed.</summary>
    public void ApplyDefinitions()
    {
        if (Reader.HasDefinitions || CitationsChanged)
        {
            _rereads.ForEach(reread => reread());
        }

        _rereads.Clear();
    }
}
