using Markdig.Parsers;
using Markdig.Syntax;

namespace AgentWeb.Components.Markdown.Parsing;

/// <summary>How the cells of a column are aligned.</summary>
internal enum ColumnAlignment
{
    /// <summary>As the text runs.</summary>
    None,

    /// <summary>To the left.</summary>
    Left,

    /// <summary>In the middle.</summary>
    Center,

    /// <summary>To the right.</summary>
    Right,
}

/// <summary>
/// A table: the header in <see cref="Header"/>, every further row as one raw line of <see cref="LeafBlock.Lines"/>. Rows stay raw
/// because each stands for itself: a row can be shown when its line is there, whatever follows.
/// </summary>
internal sealed class TableBlock(BlockParser parser, string header, IReadOnlyList<ColumnAlignment> columns) : LeafBlock(parser)
{
    /// <summary>The header's line.</summary>
    public string Header { get; } = header;

    /// <summary>The columns; rows are cut or filled to this number.</summary>
    public IReadOnlyList<ColumnAlignment> Columns { get; } = columns;
}
