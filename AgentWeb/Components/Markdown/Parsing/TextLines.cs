using Markdig.Helpers;

namespace AgentWeb.Components.Markdown.Parsing;

/// <summary>Cuts text that comes in pieces into lines: line ends and pairs of surrogates may be cut by the pieces.</summary>
internal sealed class TextLines
{
    private bool _isAfterReturn;
    private string _held = string.Empty;

    /// <summary>What is kept back because its other half has not come; at the end of the text it stands for itself.</summary>
    public string Rest => _held;

    /// <summary>Reads more text.</summary>
    /// <returns>Parts of lines without line ends, each with whether its line ends behind it.</returns>
    public IEnumerable<(ReadOnlyMemory<char> Part, bool IsEnd)> Read(string text)
    {
        var rest = Take(text);
        while (rest.Length > 0)
        {
            if (_isAfterReturn && rest.Span[0] == '\n')
            {
                rest = rest[1..];
            }

            var end = rest.Span.IndexOfAny('\r', '\n');
            _isAfterReturn = end >= 0 && rest.Span[end] == '\r';
            if (end < 0)
            {
                yield return (rest, false);
                break;
            }

            yield return (rest[..end], true);
            rest = rest[(end + 1)..];
        }
    }

    private ReadOnlyMemory<char> Take(string text)
    {
        text = string.Concat(_held, text).Replace('\0', CharHelper.ReplacementChar);
        var isCut = text.Length > 0 && char.IsHighSurrogate(text[^1]);
        _held = isCut ? text[^1..] : string.Empty;
        return text.AsMemory(0, text.Length - _held.Length);
    }
}
