using System.Text;
using AgentWeb.Components.Markdown.Html;
using AgentWeb.Components.Markdown.Parsing;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;

namespace AgentWeb.Components.Markdown.Inlines;

/// <summary>Turns the text inside a paragraph, heading or cell into HTML. One instance serves one document, on one thread.</summary>
/// <param name="document">Knows the link references.</param>
internal sealed class InlineHtml(MarkdownDocument document)
{
    private readonly StringWriter _writer = new();
    private InlineProcessor _processor = CreateProcessor(document);
    private HtmlRenderer? _renderer;

    /// <summary>How often Markdig was asked; text without markup needs no parser.</summary>
    public int Parses { get; private set; }

    /// <summary>How many characters Markdig was given.</summary>
    public long ParsedLength { get; private set; }

    /// <summary>Cuts text of this document into what <see cref="Write(StringBuilder, ReadOnlySpan{Fragment})"/> writes.</summary>
    public InlineScanner CreateScanner() => new(isCiting: CitationLabel.Sources(document) is not null);

    /// <summary>Writes a whole text.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="text">Its lines have no white space at their starts.</param>
    public void Write(StringBuilder to, ReadOnlySpan<char> text)
    {
        var scanner = CreateScanner();
        scanner.Append(text);
        scanner.Finish();
        Write(to, scanner.Settled.Take());
    }

    /// <summary>Writes some fragments.</summary>
    public void Write(StringBuilder to, ReadOnlySpan<Fragment> fragments)
    {
        foreach (var fragment in fragments)
        {
            _ = fragment.Kind switch
            {
                FragmentKind.Plain => to.AppendEscaped(fragment.Text),
                FragmentKind.HardBreak => to.Append("<br>\n"),
                _ => WriteMarkup(to, fragment.Text),
            };
        }
    }

    /// <summary>Writes Markdown that is read as one piece.</summary>
    public StringBuilder WriteMarkup(StringBuilder to, string text)
    {
        Parses++;
        ParsedLength += text.Length;
        var leaf = new ParagraphBlock(null) { Lines = new StringLineGroup(4) };
        foreach (var line in text.Split('\n'))
        {
            leaf.Lines.Add(new StringSlice(line, NewLine.LineFeed));
        }

        try
        {
            _processor.ProcessInlineLeaf(leaf);
            _writer.GetStringBuilder().Clear();
            (_renderer ??= CreateRenderer()).Write(leaf.Inline!);
            return to.Append(_writer.GetStringBuilder());
        }
        catch (ArgumentException)
        {
            // Markdig's answer to markup that is nested too deeply; it leaves the processor in the middle of it.
            _processor = CreateProcessor(document);
            return to.AppendEscaped(text);
        }
    }

    private static InlineProcessor CreateProcessor(MarkdownDocument document)
        => new(document, Dialect.Inlines, preciseSourcelocation: false, context: null);

    private HtmlRenderer CreateRenderer()
    {
        var renderer = new HtmlRenderer(_writer);
        renderer.ObjectRenderers.ReplaceOrAdd<LinkInlineRenderer>(new LinkHtml());
        renderer.ObjectRenderers.ReplaceOrAdd<AutolinkInlineRenderer>(new BareLinkHtml());
        renderer.ObjectRenderers.ReplaceOrAdd<EmphasisInlineRenderer>(new EmphasisHtml());
        renderer.ObjectRenderers.Add(new MathHtml());
        renderer.ObjectRenderers.Add(new NoteReferenceHtml());
        renderer.ObjectRenderers.Add(new CitationHtml());
        renderer.ObjectRenderers.ReplaceOrAdd<LineBreakInlineRenderer>(new LineBreakHtml());
        return renderer;
    }
}
