using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace AgentWeb.Components.Markdown.Inlines;

/// <summary>
/// Links that leave the page: http, https and mailto only; anything else is shown as its text. Pictures are links too, since
/// the address of a picture that loads by itself can carry the conversation away.
/// </summary>
internal sealed class LinkHtml : HtmlObjectRenderer<LinkInline>
{
    private static readonly string[] Schemes = ["http://", "https://", "mailto:"];

    /// <summary>Writes the start tag of a link, or nothing.</summary>
    /// <returns>Whether the address is allowed.</returns>
    public static bool Open(HtmlRenderer renderer, string? address, string? title = null)
    {
        if (address is null || !Array.Exists(Schemes, scheme => address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        renderer.Write("<a href=\"").WriteEscapeUrl(address).Write('"');
        if (!string.IsNullOrEmpty(title))
        {
            renderer.Write(" title=\"").WriteEscape(title).Write('"');
        }

        renderer.Write(" target=\"_blank\" rel=\"noopener noreferrer\">");
        return true;
    }

    /// <summary>Whether something stands in the text of a link or picture, where a link of its own would not be HTML.</summary>
    public static bool IsInLink(Inline inline)
    {
        var parent = inline.Parent;
        while (parent is not null and not LinkInline)
        {
            parent = parent.Parent;
        }

        return parent is not null;
    }

    /// <inheritdoc />
    protected override void Write(HtmlRenderer renderer, LinkInline link)
    {
        var isLink = !IsInLink(link) && Open(renderer, link.Url, link.Title);
        if (link.FirstChild is null && link.IsImage)
        {
            renderer.WriteEscape(link.Url ?? string.Empty);
        }
        else
        {
            renderer.WriteChildren(link);
        }

        if (isLink)
        {
            renderer.Write("</a>");
        }
    }
}

/// <summary>Addresses in angle brackets.</summary>
internal sealed class BareLinkHtml : HtmlObjectRenderer<AutolinkInline>
{
    /// <inheritdoc />
    protected override void Write(HtmlRenderer renderer, AutolinkInline link)
    {
        var isLink = !LinkHtml.IsInLink(link) && LinkHtml.Open(renderer, link.IsEmail ? $"mailto:{link.Url}" : link.Url);
        renderer.WriteEscape(link.Url);
        if (isLink)
        {
            renderer.Write("</a>");
        }
    }
}
