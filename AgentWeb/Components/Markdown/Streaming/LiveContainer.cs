using System.Text;
using AgentWeb.Components.Markdown.Html;
using AgentWeb.Components.Markdown.Parsing;
using Markdig.Syntax;

namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>A block of blocks that is still being written: the document, a quote, a list or an item. It follows Markdig's tree.</summary>
internal class LiveContainer(LiveContext context, ContainerBlock source, LiveNode node) : LiveBlock(context, source, node)
{
    private LiveBlock? _child;
    private bool _isChildClosed;
    private bool _hasHtml;
    private Block? _last;
    private Block? _beforeChild;

    /// <summary>Makes one inside of the elements that belong to it.</summary>
    public LiveContainer(LiveContext context, ContainerBlock source)
        : this(context, source, new LiveNode(context.Changes, Shells.For(source)))
    {
    }

    /// <inheritdoc />
    public override bool IsFresh => !_hasHtml && (_child?.IsFresh ?? true);

    /// <inheritdoc />
    public override bool IsStale => false;

    /// <inheritdoc />
    public override bool HasReferences => _child?.HasReferences ?? false;

    /// <inheritdoc />
    public override LiveLeaf? LastLeaf => _isChildClosed ? null : _child?.LastLeaf;

    private ContainerBlock Children => (ContainerBlock)Source;

    /// <inheritdoc />
    public override void Read()
    {
        ReadChild();
        for (var i = FirstUnread(); i < Children.Count; i++)
        {
            if (Children[i].IsShown())
            {
                Add(Children[i]);
            }
        }
    }

    /// <inheritdoc />
    public override void Close()
    {
        Read();
        CloseChild();
    }

    private void ReadChild()
    {
        if (_child is null || _isChildClosed)
        {
            return;
        }

        if (_child.Source.Parent != Children)
        {
            // It became another block: a heading by the line under it, a table, or nothing but definitions.
            Growth.Truncate(Growth.Count - 1);
            (_child, _last) = (null, _beforeChild);
        }
        else if (Context.IsGrowing(_child.Source))
        {
            _child.Read();
        }
        else
        {
            CloseChild();
        }
    }

    private int FirstUnread()
    {
        var i = Children.Count;
        while (i > 0 && Children[i - 1] != _last)
        {
            i--;
        }

        return i;
    }

    private void Add(Block block)
    {
        SealChild();
        if (Context.IsGrowing(block))
        {
            _beforeChild = _last;
            _isChildClosed = false;
            _child = Live(block);
            Growth.Append(Piece.OfNode(_child.Node));
            _child.Read();
        }
        else
        {
            _hasHtml = true;
            Growth.AppendFinished(Finished(block, Context.Html(block)));
        }

        _last = block;
    }

    private LiveBlock Live(Block block) => block switch
    {
        ListBlock list => new LiveList(Context, list),
        ContainerBlock container => new LiveContainer(Context, container),
        TableBlock table => new LiveTable(Context, table),
        CodeBlock code => new LiveCode(Context, code),
        MathBlock math => new LiveMath(Context, math),
        _ => new LiveText(Context, (LeafBlock)block),
    };

    private void CloseChild()
    {
        if (_child is null || _isChildClosed)
        {
            return;
        }

        _isChildClosed = true;
        _child.Read();
        _child.Close();
        if (_child.IsStale)
        {
            _hasHtml = true;
            Growth.ReplaceLast(Finished(_child.Source, Context.Html(_child.Source)));
            _child = null;
        }
    }

    /// <summary>Has a closed child shown as one piece, when something comes behind it and nothing in it was sent as one before.</summary>
    private void SealChild()
    {
        CloseChild();
        if (_child is null)
        {
            return;
        }

        if (_child.IsFresh)
        {
            var html = new StringBuilder();
            _child.Node.WriteTo(html);
            if (html.Length <= Context.MaxSealed)
            {
                var block = _child.Source;
                Growth.ReplaceLast(Context.Piece(html.ToString(), _child.HasReferences ? () => Context.Html(block) : null));
            }
        }

        _hasHtml = true;
        _child = null;
    }

    private Piece Finished(Block block, string html) => Context.Piece(html, MayRefer(block) ? () => Context.Html(block) : null);

    private static bool MayRefer(Block block) => block switch
    {
        ContainerBlock container => container.Any(MayRefer),
        TableBlock table => table.Header.Contains('[', StringComparison.Ordinal) || table.Text().Contains('[', StringComparison.Ordinal),
        CodeBlock or MathBlock => false,
        LeafBlock leaf => leaf.Text().Contains('[', StringComparison.Ordinal),
        _ => false,
    };
}
