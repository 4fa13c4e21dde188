using System.Text;
using AgentWeb.Components.Markdown.Html;
using AgentWeb.Components.Markdown.Parsing;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace AgentWeb.Components.Markdown.Inlines;

/// <summary>
/// Formulas as their source, in an element of which a browser makes a formula (<c>wwwroot/js/rich/math.js</c>) once it can. Until then, and
/// when it cannot, the source is what shows.
/// </summary>
internal sealed class MathHtml : HtmlObjectRenderer<MathInline>
{
    private static string Display => $"<tex-math class=\"display\" tabindex=\"0\" role=\"group\" aria-label=\"{MarkdownWords.Say("Formula")}\">";

    /// <summary>Writes a formula that has a line of its own, or the text that turned out to be none.</summary>
    public static void Write(StringBuilder to, MathBlock block)
        => to.Append(block.IsComplete ? Display : "<p>").AppendEscaped(block.Text()).Append(block.IsComplete ? "</tex-math>" : "</p>");

    /// <inheritdoc />
    protected override void Write(HtmlRenderer renderer, MathInline math)
        => renderer.Write(math.IsDisplay && !LinkHtml.IsInLink(math) ? Display : "<tex-math>").WriteEscape(math.Source).Write("</tex-math>");
}
