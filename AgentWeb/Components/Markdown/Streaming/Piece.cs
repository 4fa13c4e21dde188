using System.Text;
using AgentWeb.Components.Markdown.Html;

namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>One thing that was appended to a <see cref="LiveNode"/>: text, finished HTML, or a node that grows by itself.</summary>
internal sealed class Piece
{
    // Far below what one batch carries: changing one piece sends all of it again.
    private const int MaxJoined = 8 * 1024;

    private Piece(string? text, string? html, LiveNode? node) => (Text, Html, Node) = (text, html, node);

    /// <summary>Text that a browser shows as it stands.</summary>
    public string? Text { get; }

    /// <summary>Finished HTML.</summary>
    public string? Html { get; private set; }

    /// <summary>A node inside.</summary>
    public LiveNode? Node { get; }

    /// <summary>The node that shows this piece; null once it was taken out.</summary>
    public LiveNode? Owner { get; set; }

    /// <summary>Whether a page shows it already.</summary>
    public bool IsRendered { get; set; }

    /// <summary>Whether its HTML may be made again at the end.</summary>
    public bool MayChange { get; init; }

    /// <summary>A piece of text.</summary>
    public static Piece OfText(string text) => new(text, html: null, node: null);

    /// <summary>A piece of finished HTML.</summary>
    /// <param name="html">The HTML.</param>
    /// <param name="mayChange">See <see cref="MayChange"/>.</param>
    public static Piece OfHtml(string html, bool mayChange = false) => new(text: null, html, node: null) { MayChange = mayChange };

    /// <summary>A piece that grows.</summary>
    public static Piece OfNode(LiveNode node)
    {
        var piece = new Piece(text: null, html: null, node);
        node.Holder = piece;
        return piece;
    }

    /// <summary>Takes in the HTML of the piece behind it, so that a page gets one piece for both; false when that cannot be.</summary>
    public bool TryJoin(Piece next)
    {
        if (IsRendered || MayChange || next.MayChange || Html is null || next.Html is null || Html.Length + next.Html.Length > MaxJoined)
        {
            return false;
        }

        Html += next.Html;
        return true;
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
