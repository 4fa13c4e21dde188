using System.Text;
using AgentWeb.Components.Markdown.Html;
using AgentWeb.Components.Markdown.Parsing;
using Markdig.Syntax;

namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>A paragraph or heading that is still being written.</summary>
internal sealed class LiveText : LiveLeaf
{
    // A line that looks like a table's header is kept back until the next line tells, but not for ever.
    private const int MaxHeld = 1000;

    private readonly InlineTail _inlines;
    private readonly StringBuilder _held = new();
    private bool _isFirst = true;
    private bool _isAtStart;
    private bool _isHolding;
    private char _last;

    /// <summary>Makes an empty one.</summary>
    public LiveText(LiveContext context, LeafBlock source)
        : base(context, source, new LiveNode(context.Changes, Shells.For(source)))
        => _inlines = new InlineTail(context, Growth, source.MayBeTask());

    /// <inheritdoc />
    /// <remarks>
    /// Lines leave a paragraph when they turn out to define links or to be a table's header. A heading may end in marks that are
    /// not part of it.
    /// </remarks>
    public override bool IsStale => HasLost(_isHolding ? 1 : 0) || (Source is HeadingBlock && _last == '#');

    /// <inheritdoc />
    public override bool HasReferences => _inlines.HasReferences;

    /// <inheritdoc />
    public override void Append(ReadOnlySpan<char> text)
    {
        if (_isAtStart)
        {
            text = text.TrimStart(" \t");
            if (text.IsEmpty)
            {
                return;
            }

            _isAtStart = false;
            _isHolding = text[0] == '|' && Source is ParagraphBlock;
            AppendToLine(_isFirst ? string.Empty : "\n");
            _isFirst = false;
        }

        _last = text.TrimEnd(" \t") is [.., var last] ? last : _last;
        AppendToLine(text);
    }

    /// <inheritdoc />
    public override void EndLine()
    {
    }

    /// <inheritdoc />
    public override void Show() => _inlines.Show();

    /// <inheritdoc />
    public override void Close()
    {
        if (IsStale)
        {
            return;
        }

        if (LinesLeft == LinesRead)
        {
            Release();
        }

        _inlines.Close();
    }

    /// <inheritdoc />
    protected override void StartLine()
    {
        Release();
        _isAtStart = true;
    }

    private void AppendToLine(ReadOnlySpan<char> text)
    {
        if (!_isHolding)
        {
            _inlines.Append(text);
        }
        else if (_held.Append(text).Length > MaxHeld)
        {
            Release();
        }
    }

    private void Release()
    {
        if (_isHolding)
        {
            _isHolding = false;
            _inlines.Append(_held.ToString());
            _held.Clear();
        }
    }
}
