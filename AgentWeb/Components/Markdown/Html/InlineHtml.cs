using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Syntax;

namespace AgentWeb.Components.Markdown.Html;

/// <summary>Turns the text inside a paragraph, heading or cell into HTML. One instance serves one document, on one thread.</summary>
/// <param name="document">Knows the link references.</param>
internal sealed class InlineHtml(MarkdownDocument document)
{
    private readonly InlineProcessor _processor = new(document, Parsing.Dialect.Inlines, preciseSourcelocation: false, context: null);
    private readonly StringWriter _writer = new();
    private HtmlRenderer? _renderer;

    /// <summary>The HTML of <paramref name="text"/>, whose lines have no white space at their starts.</summary>
    public string Render(string text)
    {
        var leaf = new ParagraphBlock(null) { Lines = new StringLineGroup(4) };
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            leaf.Lines.Add(new StringSlice(line.ToString(), NewLine.LineFeed));
        }

        _processor.ProcessInlineLeaf(leaf);
        if (leaf.Inline is null)
        {
            return string.Empty; // Nothing but white space.
        }

        _writer.GetStringBuilder().Clear();
        (_renderer ??= CreateRenderer(_writer)).Write(leaf.Inline);
        return _writer.ToString();
    }

    private static HtmlRenderer CreateRenderer(StringWriter writer)
    {
        var renderer = new HtmlRenderer(writer);
        renderer.ObjectRenderers.ReplaceOrAdd<Markdig.Renderers.Html.Inlines.LinkInlineRenderer>(new LinkHtml());
        renderer.ObjectRenderers.ReplaceOrAdd<Markdig.Renderers.Html.Inlines.AutolinkInlineRenderer>(new BareLinkHtml());
        renderer.ObjectRenderers.ReplaceOrAdd<Markdig.Renderers.Html.Inlines.EmphasisInlineRenderer>(new EmphasisHtml());
        renderer.ObjectRenderers.ReplaceOrAdd<Markdig.Renderers.Html.Inlines.LineBreakInlineRenderer>(new LineBreakHtml());
        return renderer;
    }
}
