using System.Text;
using AgentWeb.Components.Markdown.Html;
using Markdig.Syntax;

namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>Code that is still being written. Nothing in it has a meaning, so what was shown stays.</summary>
internal sealed class LiveCode(LiveContext context, CodeBlock source)
    : LiveLeaf(context, source, new LiveNode(context.Changes, Shells.Code(source, isOpen: true)))
{
    private readonly StringBuilder _pending = new();

    // Empty lines at the end of indented code may not belong to it.
    private readonly Queue<string> _blank = new();

    /// <inheritdoc />
    public override bool IsStale => HasLost(_blank.Count);

    /// <inheritdoc />
    public override bool HasReferences => false;

    /// <inheritdoc />
    public override void Append(ReadOnlySpan<char> text) => _pending.Append(text);

    /// <inheritdoc />
    public override void EndLine() => _pending.Append('\n');

    /// <inheritdoc />
    public override void Show()
    {
        if (_pending.Length > 0)
        {
            Growth.Append(Piece.OfText(_pending.ToString()));
            _pending.Clear();
        }
    }

    /// <inheritdoc />
    public override void Close()
    {
        ReleaseBlank(LinesLeft - (LinesRead - _blank.Count));
        Show();
        Node.Surround(Shells.Code(source, isOpen: false));
    }

    /// <inheritdoc />
    protected override void StartLine() => ReleaseBlank(_blank.Count);

    /// <inheritdoc />
    protected override void AddLine(string line)
    {
        if (Source is not FencedCodeBlock && string.IsNullOrWhiteSpace(line))
        {
            _blank.Enqueue(line);
        }
        else
        {
            base.AddLine(line);
        }
    }

    private void ReleaseBlank(int count)
    {
        for (; count > 0; count--)
        {
            _pending.Append(_blank.Dequeue()).Append('\n');
        }
    }
}
