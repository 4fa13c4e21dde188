using System.Text;
using AgentWeb.Components.Markdown.Html;
using AgentWeb.Components.Markdown.Parsing;

namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>
/// The row of a table that is being written, cell by cell. It only has to look right: when its line is complete, the row's HTML
/// takes its place.
/// </summary>
/// <param name="context">What the blocks of a reply share.</param>
/// <param name="table">The table.</param>
internal sealed class LiveRow(LiveContext context, TableBlock table)
{
    private readonly StringBuilder _chunk = new();
    private InlineTail? _cell;
    private int _cells;
    private bool _isStarted;
    private bool _isEscaped;

    /// <summary>Where the row shows.</summary>
    public LiveNode Node { get; } = new(context.Changes, Shells.Row);

    /// <summary>Takes in more of the line.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c == '|' && !_isEscaped)
            {
                EndCell();
            }
            else
            {
                _chunk.Append(_isEscaped && c != '|' ? "\\" : string.Empty).Append(c == '\\' ? string.Empty : c.ToString());
                _isEscaped = c == '\\';
            }
        }

        EndChunk();
    }

    /// <summary>Puts on the page what came since the last call.</summary>
    public void Show() => _cell?.Show();

    private void EndCell()
    {
        EndChunk();
        if (_isStarted)
        {
            (_cell ?? OpenCell())?.Close();
        }

        (_isStarted, _isEscaped, _cell) = (true, false, null);
    }

    private void EndChunk()
    {
        var text = _chunk.ToString().AsSpan();
        _chunk.Clear();
        if (_cell is null)
        {
            text = text.TrimStart(" \t");
        }

        if (text.Length > 0)
        {
            _isStarted = true;
            (_cell ??= OpenCell())?.Append(text);
        }
    }

    private InlineTail? OpenCell()
    {
        // Cells beyond the header's are not shown; this returns null for each of their words, too.
        if (_cells == table.Columns.Count)
        {
            return null;
        }

        var node = new LiveNode(context.Changes, Shells.Cell(isHeader: false, table.Columns[_cells++]));
        Node.Add(Piece.OfNode(node));
        return new InlineTail(context, new Growth(context.Changes, node), mayBeTask: false);
    }
}
