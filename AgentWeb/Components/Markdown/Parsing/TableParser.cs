using Markdig.Parsers;
using Markdig.Syntax;

namespace AgentWeb.Components.Markdown.Parsing;

/// <summary>
/// Tables as blocks of lines. Markdig's own table extension finds them among the inlines of a finished paragraph; a table that
/// streams must be known by its first two lines, and its rows one by one.
/// </summary>
internal sealed class TableParser : BlockParser
{
    /// <summary>Makes the parser; it looks at lines that may stand under a header.</summary>
    public TableParser() => OpeningCharacters = ['|', '-', ':'];

    /// <inheritdoc />
    public override BlockState TryOpen(BlockProcessor processor)
    {
        // A paragraph that this line continues only lazily is in a quote or list that the line has left.
        if (processor.IsCodeIndent || processor.CurrentBlock is not ParagraphBlock { Parent.IsOpen: true, Lines.Count: > 0 } paragraph)
        {
            return BlockState.None;
        }

        var header = paragraph.Lines.Lines[paragraph.Lines.Count - 1].Slice.AsSpan();
        if (TableRow.Delimiters(processor.Line.AsSpan()) is not { } columns || TableRow.Cells(header).Count != columns.Count)
        {
            return BlockState.None;
        }

        var table = new TableBlock(this, header.ToString(), columns) { Column = processor.Column };
        if (paragraph.Lines.Count == 1)
        {
            processor.Discard(paragraph);
        }
        else
        {
            paragraph.Lines.RemoveAt(paragraph.Lines.Count - 1);
        }

        processor.NewBlocks.Push(table);
        return BlockState.ContinueDiscard;
    }

    /// <inheritdoc />
    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        if (processor.IsBlankLine)
        {
            return BlockState.BreakDiscard;
        }

        return !processor.IsCodeIndent && StartsAnotherBlock(processor.Line.AsSpan()) ? BlockState.None : BlockState.Continue;
    }

    private static bool StartsAnotherBlock(ReadOnlySpan<char> line) => line[0] switch
    {
        '>' => true,
        '#' => AfterRun(line, '#', 6) is [] or [' ' or '\t', ..],
        '`' => line.StartsWith("```") && !line[3..].TrimStart('`').Contains('`'),
        '~' => line.StartsWith("~~~"),
        '-' or '*' or '_' or '+' when IsThematicBreak(line) => true,
        '-' or '*' or '+' => line[1..] is [] or [' ' or '\t', ..],
        >= '0' and <= '9' => AfterNumber(line) is ['.' or ')'] or ['.' or ')', ' ' or '\t', ..],
        _ => false,
    };

    private static bool IsThematicBreak(ReadOnlySpan<char> line)
        => line[0] != '+' && line.Count(line[0]) >= 3 && !line.ContainsAnyExcept(line[0], ' ', '\t');

    private static ReadOnlySpan<char> AfterRun(ReadOnlySpan<char> line, char of, int most)
        => line.IndexOfAnyExcept(of) is var end && end < 0 ? [] : end <= most ? line[end..] : line;

    private static ReadOnlySpan<char> AfterNumber(ReadOnlySpan<char> line)
        => line.IndexOfAnyExceptInRange('0', '9') is > 0 and <= 9 and var end ? line[end..] : [];
}
