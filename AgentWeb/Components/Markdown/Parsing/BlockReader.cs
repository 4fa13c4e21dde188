using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace AgentWeb.Components.Markdown.Parsing;

/// <summary>
/// Reads text into a tree of blocks, line by line, with Markdig's own block processor. Which blocks a line opens, continues and
/// closes is therefore the same whether the lines come at once or one by one.
/// </summary>
internal sealed class BlockReader
{
    private readonly BlockProcessor _processor;

    /// <summary>Makes a reader with an empty document.</summary>
    public BlockReader() => _processor = new BlockProcessor(Document, Dialect.Blocks, context: null);

    /// <summary>What was read so far.</summary>
    public MarkdownDocument Document { get; } = new();

    /// <summary>Whether links or footnotes were defined in what was read.</summary>
    public bool HasDefinitions => Document.LastChild is not null && Document.Any(block => block is LinkReferenceDefinitionGroup or NoteBlock);

    /// <summary>Whether the next line may still change the block or go into it.</summary>
    public bool IsOpen(Block block) => _processor.IsOpen(block);

    /// <summary>Reads one line.</summary>
    /// <param name="line">The line without its line end.</param>
    public void ReadLine(string line) => _processor.ProcessLine(new StringSlice(line, NewLine.LineFeed));

    /// <summary>Closes all blocks; nothing can be read any more.</summary>
    public void Close() => _processor.Close(Document);

    /// <summary>Reads a whole text and closes all blocks.</summary>
    public void ReadAll(string text)
    {
        var rest = text.Replace('\0', CharHelper.ReplacementChar).AsSpan();
        while (rest.Length > 0)
        {
            var end = rest.IndexOfAny('\r', '\n');
            ReadLine(rest[..(end < 0 ? rest.Length : end)].ToString());
            rest = end < 0 ? [] : rest[(end + (rest[end..] is ['\r', '\n', ..] ? 2 : 1))..];
        }

        Close();
    }
}
