using System.Text;

namespace AgentWeb.Core.Files.Text;

/// <summary>A piece of HTML.</summary>
/// <param name="Tag">Name of the tag in small letters; null for text.</param>
/// <param name="IsEnd">Whether the tag closes.</param>
/// <param name="Text">The text, its character references not yet resolved; empty for a tag.</param>
internal readonly record struct HtmlToken(string? Tag, bool IsEnd, string Text);

/// <summary>
/// Cuts HTML into tags and text, whatever state it is in. It takes what comes character by character and holds one piece of text at a time;
/// attributes, comments and scripts are passed over without being held at all.
/// </summary>
internal sealed class HtmlTokens
{
    private const int LongestText = 4000;
    private const int LongestName = 16;

    private static readonly string[] Opaque = ["script", "style", "template", "noscript", "svg", "iframe", "object", "textarea", "select"];

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _name = new();
    private State _state;
    private bool _isEnd;
    private char _quote;
    private int _dashes;
    private string? _opaque;

    private enum State
    {
        Text,
        Open,
        Name,
        Attributes,
        Declaration,
        Comment,
    }

    /// <summary>Takes characters; what they complete is appended.</summary>
    public void Take(ReadOnlySpan<char> characters, List<HtmlToken> tokens)
    {
        foreach (var c in characters)
        {
            _state = _state switch
            {
                State.Text => TakeText(c, tokens),
                State.Open => TakeOpen(c, tokens),
                State.Name => TakeName(c, tokens),
                State.Attributes => TakeAttributes(c, tokens),
                State.Declaration => TakeDeclaration(c),
                _ => TakeComment(c),
            };
        }
    }

    /// <summary>The end: text that is left.</summary>
    public void End(List<HtmlToken> tokens) => EndText(tokens);

    private State TakeText(char c, List<HtmlToken> tokens)
    {
        if (c == '<')
        {
            return State.Open;
        }

        if (_opaque is null)
        {
            _text.Append(c);
            if (_text.Length >= (char.IsWhiteSpace(c) ? LongestText : 2 * LongestText))
            {
                EndText(tokens);
            }
        }

        return State.Text;
    }

    private State TakeOpen(char c, List<HtmlToken> tokens)
    {
        if (c == '/' && !_isEnd)
        {
            _isEnd = true;
            return State.Open;
        }

        // In a script only its end is a tag.
        if (char.IsAsciiLetter(c) && (_opaque is null || _isEnd))
        {
            _name.Clear().Append(char.ToLowerInvariant(c));
            return State.Name;
        }

        _isEnd = false;
        if (c is ('!' or '?') && _opaque is null)
        {
            _dashes = 0;
            return State.Declaration;
        }

        // A smaller-than sign that nobody wrote as a reference.
        if (_opaque is null)
        {
            _text.Append('<');
        }

        return TakeText(c, tokens);
    }

    private State TakeName(char c, List<HtmlToken> tokens)
    {
        if (char.IsWhiteSpace(c) || c is '/' or '>')
        {
            _quote = '\0';
            if (_opaque is not null && !_name.Equals(_opaque))
            {
                _isEnd = false;
                return State.Text;
            }

            return c == '>' ? EndTag(tokens) : State.Attributes;
        }

        if (_name.Length < LongestName)
        {
            _name.Append(char.ToLowerInvariant(c));
        }

        return State.Name;
    }

    private State TakeAttributes(char c, List<HtmlToken> tokens)
    {
        if (_quote != '\0')
        {
            _quote = c == _quote ? '\0' : _quote;
            return State.Attributes;
        }

        _quote = c is '"' or '\'' ? c : '\0';
        return c == '>' ? EndTag(tokens) : State.Attributes;
    }

    private State TakeDeclaration(char c)
    {
        _dashes = c == '-' ? _dashes + 1 : int.MinValue;
        return _dashes == 2 ? StartComment() : c == '>' ? State.Text : State.Declaration;
    }

    private State StartComment()
    {
        _dashes = 2; // <!--> is a comment already.
        return State.Comment;
    }

    private State TakeComment(char c)
    {
        var ends = c == '>' && _dashes >= 2;
        _dashes = c == '-' ? _dashes + 1 : 0;
        return ends ? State.Text : State.Comment;
    }

    private State EndTag(List<HtmlToken> tokens)
    {
        var name = _name.ToString();
        var isEnd = _isEnd;
        _isEnd = false;
        if (_opaque is not null)
        {
            _opaque = isEnd && name == _opaque ? null : _opaque;
            return State.Text;
        }

        EndText(tokens);
        _opaque = !isEnd && Array.IndexOf(Opaque, name) >= 0 ? name : null;
        tokens.Add(new(name, isEnd, ""));
        return State.Text;
    }

    private void EndText(List<HtmlToken> tokens)
    {
        if (_text.Length > 0)
        {
            tokens.Add(new(null, false, _text.ToString()));
            _text.Clear();
        }
    }
}
