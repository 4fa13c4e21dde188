using System.Text;
using AgentWeb.Components.Markdown.Html;

namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>One thing that was appended to a <see cref="LiveNode"/>: text, finished HTML, or a node that grows by itself.</summary>
internal sealed class Piece
{
    private Piece(string? text, string? html, LiveNode? node) => (Text, Html, Node) = (text, html, node);

    /// <summary>Text that a browser shows as it stands.</summary>
    public string? Text { get; }

    /// <summary>Finished HTML.</summary>
    public string? Html { get; private set; }

    /// <summary>A node inside.</summary>
    public LiveNode? Node { get; }

    /// <summary>The node that shows this piece; null once it was taken out.</summary>
    public LiveNode? Owner { get; set; }

    /// <summary>A piece of text.</summary>
    public static Piece OfText(string text) => new(text, html: null, node: null);

    /// <summary>A piece of finished HTML.</summary>
    public static Piece OfHtml(string html) => new(text: null, html, node: null);

    /// <summary>A piece that grows.</summary>
    public static Piece OfNode(LiveNode node)
    {
        var piece = new Piece(text: null, html: null, node);
        node.Holder = piece;
        return piece;
    }

    /// <summary>Replaces the HTML of a piece of HTML; does nothing when it says the same or is no longer shown.</summary>
    public void Change(string html)
    {
        if (Owner is { } owner && !string.Equals(Html, html, StringComparison.Ordinal))
        {
            Html = html;
            owner.Touch();
        }
    }

    /// <summary>Appends what a browser is shown.</summary>
    public void WriteTo(StringBuilder to)
    {
        if (Node is not null)
        {
            Node.WriteTo(to);
        }
        else if (Html is not null)
        {
            to.Append(Html);
        }
        else
        {
            to.AppendEscaped(Text);
        }
    }
}
