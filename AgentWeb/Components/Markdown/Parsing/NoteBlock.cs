using Markdig.Parsers;
using Markdig.Syntax;

namespace AgentWeb.Components.Markdown.Parsing;

/// <summary>A footnote, shown where it is written: <c>[^1]: text</c>, with further paragraphs indented by four.</summary>
internal sealed class NoteBlock(BlockParser parser, string label) : ContainerBlock(parser)
{
    /// <summary>What it is referred to by.</summary>
    public string Label { get; } = label;
}

/// <summary>Footnotes; only outside of quotes and lists.</summary>
internal sealed class NoteParser : BlockParser
{
    private const int Indent = 4;

    /// <summary>Makes the parser.</summary>
    public NoteParser() => OpeningCharacters = ['['];

    /// <inheritdoc />
    public override BlockState TryOpen(BlockProcessor processor)
    {
        var line = processor.Line.AsSpan();
        if (processor.IsCodeIndent || Container(processor) is not MarkdownDocument document
            || NoteLabel.At(line) is not { } label || line[NoteLabel.LengthOf(label)..] is not [':', ..])
        {
            return BlockState.None;
        }

        var column = processor.Column;
        processor.GoToColumn(column + NoteLabel.LengthOf(label) + 1);
        NoteLabel.Define(document, label);
        processor.NewBlocks.Push(new NoteBlock(this, label) { Column = column });
        return BlockState.Continue;
    }

    /// <inheritdoc />
    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        if (processor.IsBlankLine)
        {
            return BlockState.Continue;
        }

        if (!processor.IsCodeIndent)
        {
            return BlockState.None;
        }

        processor.GoToColumn(processor.ColumnBeforeIndent + Indent);
        return BlockState.Continue;
    }

    /// <summary>The container that the line is in. Markdig closes those that it has left only when something else opens.</summary>
    private static Block? Container(BlockProcessor processor)
    {
        Block? container = processor.CurrentContainer;
        while (container is { IsOpen: false, Parent: not null })
        {
            container = container.Parent;
        }

        return container;
    }
}
