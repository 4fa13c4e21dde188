using Markdig.Extensions.AutoLinks;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;

namespace AgentWeb.Components.Markdown.Parsing;

/// <summary>
/// The Markdown that replies are read in: CommonMark without raw HTML, with tables, task lists, strikethrough, bare links, formulas and footnotes,
/// and with references to passages where a reply was given some.
/// There is one definition, so that a reply reads the same while it streams and when it is opened again.
/// </summary>
internal static class Dialect
{
    /// <summary>The parsers of blocks, in the order in which they try a line.</summary>
    public static BlockParserList Blocks { get; } = new(
    [
        new TableParser(),
        new ThematicBreakParser(),
        new HeadingBlockParser(),
        new ShallowQuoteParser(),
        new ShallowListParser(),
        new FencedCodeBlockParser(),
        new MathBlockParser(),
        new IndentedCodeBlockParser(),
        new NoteParser(),
        new ParagraphBlockParser(),
    ]);

    /// <summary>The parsers of what stands inside a line, in the order in which they try a character.</summary>
    public static InlineParserList Inlines { get; } = new(
    [
        new AutoLinkParser(new AutoLinkOptions { UseHttpsForWWWLinks = true }),
        new HtmlEntityParser(),
        new NoteReferenceParser(),
        new CitationReferenceParser(),
        new LinkInlineParser(),
        new MathInlineParser(),
        new EscapeInlineParser(),
        WithStrikethrough(new EmphasisInlineParser()),
        new CodeInlineParser(),
        new AutolinkInlineParser(new AutolinkOptions { EnableHtmlParsing = false }),
        new LineBreakInlineParser(),
    ]);

    private static EmphasisInlineParser WithStrikethrough(EmphasisInlineParser parser)
    {
        parser.EmphasisDescriptors.Add(new EmphasisDescriptor('~', 2, 2, enableWithinWord: true));
        return parser;
    }
}
