using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace AgentWeb.Components.Markdown.Inlines;

/// <summary>Emphasis, and strikethrough.</summary>
internal sealed class EmphasisHtml : HtmlObjectRenderer<EmphasisInline>
{
    /// <inheritdoc />
    protected override void Write(HtmlRenderer renderer, EmphasisInline emphasis)
    {
        var tag = emphasis switch
        {
            { DelimiterChar: '~' } => "del",
            { DelimiterCount: 2 } => "strong",
            _ => "em",
        };
        renderer.Write('<').Write(tag).Write('>');
        renderer.WriteChildren(emphasis);
        renderer.Write("</").Write(tag).Write('>');
    }
}

/// <summary>The end of a line inside a paragraph.</summary>
internal sealed class LineBreakHtml : HtmlObjectRenderer<LineBreakInline>
{
    /// <inheritdoc />
    protected override void Write(HtmlRenderer renderer, LineBreakInline lineBreak)
        => renderer.Write(lineBreak.IsHard ? "<br>\n" : "\n");
}
