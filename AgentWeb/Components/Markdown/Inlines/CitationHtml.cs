using System.Globalization;
using AgentWeb.Components.Markdown.Parsing;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace AgentWeb.Components.Markdown.Inlines;

/// <summary>
/// References to passages: a button for each number that refers to one, which <c>wwwroot/js/citations.js</c> turns into an event of its reply. A
/// reference of which no number does is text.
/// </summary>
internal sealed class CitationHtml : HtmlObjectRenderer<CitationReference>
{
    /// <inheritdoc />
    protected override void Write(HtmlRenderer renderer, CitationReference reference)
    {
        var known = LinkHtml.IsInLink(reference) ? [] : reference.Numbers.Where(reference.Sources.ContainsKey).ToList();
        if (known.Count == 0)
        {
            renderer.WriteEscape(reference.Text);
        }

        foreach (var number in known)
        {
            var (digits, name) = (number.ToString(CultureInfo.InvariantCulture), reference.Sources[number]);
            renderer.Write("<button type=\"button\" class=\"cite\" data-cite=\"").Write(digits)
                .Write("\" title=\"").WriteEscape(name).Write("\" aria-label=\"").Write(digits).Write(": ").WriteEscape(name).Write("\">").Write(digits).Write("</button>");
        }
    }
}
