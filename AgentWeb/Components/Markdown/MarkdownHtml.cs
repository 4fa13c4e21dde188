using System.Text;
using AgentWeb.Components.Markdown.Html;
using AgentWeb.Components.Markdown.Inlines;
using AgentWeb.Components.Markdown.Parsing;

namespace AgentWeb.Components.Markdown;

/// <summary>Turns the Markdown of a finished reply into HTML that is safe to show.</summary>
public static class MarkdownHtml
{
    /// <summary>
    /// The HTML of <paramref name="markdown"/>: HTML in the text is shown as text, links lead only to http, https and mailto
    /// addresses and open in a new tab, pictures become links, and there are neither scripts nor styles in it.
    /// </summary>
    /// <param name="markdown">Any text; nothing in it is trusted.</param>
    /// <param name="cited">Names of the passages that numbers in it refer to; null when it was given none. Nothing in them is trusted.</param>
    public static string ToHtml(string markdown, IReadOnlyDictionary<int, string>? cited = null)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        var blocks = new BlockReader();
        CitationLabel.SetSources(blocks.Document, cited);
        blocks.ReadAll(markdown);
        var html = new StringBuilder(markdown.Length + (markdown.Length / 4));
        new BlockHtml(new InlineHtml(blocks.Document)).Write(html, blocks.Document);
        return html.ToString();
    }
}
