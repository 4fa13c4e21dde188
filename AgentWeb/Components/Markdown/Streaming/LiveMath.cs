using System.Text;
using AgentWeb.Components.Markdown.Html;
using AgentWeb.Components.Markdown.Parsing;

namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>A formula on lines of its own that is still being written: its source, until it is whole.</summary>
internal sealed class LiveMath(LiveContext context, MathBlock source)
    : LiveLeaf(context, source, new LiveNode(context.Changes, Shells.OpenMath))
{
    private readonly StringBuilder _pending = new();

    /// <inheritdoc />
    public override bool IsStale => true;

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
    }

    /// <inheritdoc />
    protected override void StartLine()
    {
    }
}
