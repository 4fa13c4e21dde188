using System.Text;
using AgentWeb.Components.Markdown.Parsing;

namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>A table that is still being written, row by row.</summary>
internal sealed class LiveTable : LiveLeaf
{
    private readonly TableBlock _table;
    private LiveRow? _row;
    private bool _hasReferences;

    /// <summary>Makes one with a header and no rows.</summary>
    public LiveTable(LiveContext context, TableBlock source)
        : base(context, source, new LiveNode(context.Changes, context.Blocks.TableShell(source)))
    {
        _table = source;
        if (source.Header.Contains('[', StringComparison.Ordinal))
        {
            _hasReferences = true;
            context.OnDefinitions(() => Node.Surround(context.Blocks.TableShell(source)));
        }
    }

    /// <inheritdoc />
    public override bool IsFresh => Growth.Count == 0;

    /// <inheritdoc />
    public override bool IsStale => false;

    /// <inheritdoc />
    public override bool HasReferences => _hasReferences;

    /// <inheritdoc />
    public override void Append(ReadOnlySpan<char> text) => _row!.Append(text);

    /// <inheritdoc />
    public override void EndLine()
    {
        _row = null;
        Growth.Truncate(Growth.Count - 1);
        AddRow(LinesRead - 1);
    }

    /// <inheritdoc />
    public override void Show() => _row?.Show();

    /// <inheritdoc />
    public override void Close()
    {
    }

    /// <inheritdoc />
    protected override void StartLine()
    {
        _row = new LiveRow(Context, _table);
        Growth.Append(Piece.OfNode(_row.Node));
    }

    /// <inheritdoc />
    protected override void AddLine(string line) => AddRow(LinesRead);

    private void AddRow(int index)
    {
        var line = Line(index);
        var mayRefer = line.Contains('[', StringComparison.Ordinal);
        _hasReferences |= mayRefer;
        Growth.Append(Context.Piece(Html(), mayRefer ? Html : null));

        string Html()
        {
            var html = new StringBuilder();
            Context.Blocks.WriteRow(html, _table, line);
            return html.ToString();
        }
    }
}
