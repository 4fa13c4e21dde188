using Markdig.Parsers;
using Markdig.Syntax;

namespace AgentWeb.Components.Markdown.Parsing;

/// <summary>A formula on lines of its own. Its lines are kept as they stand, marks included.</summary>
internal sealed class MathBlock(BlockParser parser) : LeafBlock(parser)
{
    /// <summary>Whether its end was found; without, it is text.</summary>
    public bool IsComplete { get; set; }

    /// <summary>What ends it.</summary>
    public string Closer { get; init; } = string.Empty;
}

/// <summary>
/// Formulas that begin a line with <c>$$</c> or <c>\[</c> and end one with <c>$$</c> or <c>\]</c>. As blocks, since their lines may look like lists
/// and quotes. A blank line ends them, as in TeX, so that a stray mark cannot swallow the rest of a reply.
/// </summary>
internal sealed class MathBlockParser : BlockParser
{
    /// <summary>Makes the parser.</summary>
    public MathBlockParser() => OpeningCharacters = ['$', '\\'];

    /// <inheritdoc />
    public override BlockState TryOpen(BlockProcessor processor)
    {
        var line = processor.Line.AsSpan().TrimEnd(" \t");
        if (processor.IsCodeIndent || Closes(line) is not { } closer)
        {
            return BlockState.None;
        }

        var end = IndexOf(line[2..], closer);
        if (end >= 0 && (end + 4 < line.Length || line[2..^2].IsWhiteSpace()))
        {
            return BlockState.None; // More stands behind it: it is part of a paragraph.
        }

        processor.NewBlocks.Push(new MathBlock(this) { Column = processor.Column, Closer = closer, IsComplete = end >= 0 });
        return end >= 0 ? BlockState.Break : BlockState.Continue;
    }

    /// <inheritdoc />
    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        if (processor.IsBlankLine)
        {
            return BlockState.BreakDiscard;
        }

        var math = (MathBlock)block;
        var line = processor.Line.AsSpan().TrimEnd(" \t");
        math.IsComplete = line.Length >= 2 && IndexOf(line, math.Closer) == line.Length - 2;
        return math.IsComplete ? BlockState.Break : BlockState.Continue;
    }

    private static string? Closes(ReadOnlySpan<char> line) => line switch
    {
        ['$', '$', '$', ..] => null,
        ['$', '$', ..] => "$$",
        ['\\', '[', ..] => "\\]",
        _ => null,
    };

    private static int IndexOf(ReadOnlySpan<char> text, string closer)
    {
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] == closer[0] && text[i + 1] == closer[1])
            {
                return i;
            }

            i += text[i] == '\\' ? 1 : 0;
        }

        return -1;
    }
}
