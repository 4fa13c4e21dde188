using System.Buffers;
using System.Text;

namespace AgentWeb.Components.Markdown.Html;

/// <summary>Text as HTML, escaped the way Markdig escapes it.</summary>
internal static class Escape
{
    private static readonly SearchValues<char> Special = SearchValues.Create("<>&\"");

    /// <summary>Appends <paramref name="text"/> so that a browser shows it as it stands.</summary>
    public static StringBuilder AppendEscaped(this StringBuilder to, ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Special) is >= 0 and var special)
        {
            to.Append(text[..special]).Append(text[special] switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                _ => "&quot;",
            });
            text = text[(special + 1)..];
        }

        return to.Append(text);
    }
}
