using System.Net;
using System.Text;
using AgentWeb.Core.Files.Text;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>Puts what stands between two block tags of a page together, as it is read on the screen.</summary>
internal sealed class HtmlBlock
{
    private const int LongestBlock = 4000;

    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption",
        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "legend", "li", "main", "nav", "ol",
        "option", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
    };

    private readonly StringBuilder _text = new();
    private int _headingLevel;
    private int _preformatted;
    private bool _isItem;

    /// <summary>Takes a piece; the part that ends with it, if one does.</summary>
    public ExtractedPart? Take(HtmlToken token)
    {
        if (token.Tag is null)
        {
            Append(WebUtility.HtmlDecode(token.Text));
            return _text.Length > LongestBlock ? End() : null;
        }

        if (!Blocks.Contains(token.Tag))
        {
            _text.Append(token.Tag switch
            {
                "br" => "\n",
                "td" or "th" when !token.IsEnd && _text.Length > 0 => " | ",
                _ => "",
            });
            return null;
        }

        var ended = End();
        _headingLevel = !token.IsEnd && token.Tag is ['h', >= '1' and <= '6'] ? token.Tag[1] - '0' : 0;
        _isItem = token.Tag == "li" && !token.IsEnd;
        _preformatted = token.Tag != "pre" ? _preformatted : token.IsEnd ? Math.Max(0, _preformatted - 1) : _preformatted + 1;
        return ended;
    }

    /// <summary>What is left.</summary>
    public ExtractedPart? End()
    {
        var text = _text.ToString().Trim();
        _text.Clear();
        return text.Length == 0 ? null : new(_isItem ? "- " + text : text, HeadingLevel: _headingLevel);
    }

    /// <summary>Outside of what is preformatted, any space is one space.</summary>
    private void Append(string text)
    {
        if (_preformatted > 0)
        {
            _text.Append(text);
            return;
        }

        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c))
            {
                _text.Append(c);
            }
            else if (_text.Length > 0 && !char.IsWhiteSpace(_text[^1]))
            {
                _text.Append(' ');
            }
        }
    }
}
