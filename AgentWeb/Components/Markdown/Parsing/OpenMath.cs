namespace AgentWeb.Components.Markdown.Parsing;

/// <summary>What is known about a formula while its characters are read.</summary>
internal enum MathState
{
    /// <summary>No formula is being read.</summary>
    None,

    /// <summary>More has to come.</summary>
    Open,

    /// <summary>The formula ended before the character that was just read.</summary>
    Closed,

    /// <summary>It is none: its first character stands for itself.</summary>
    Failed,
}

/// <summary>
/// Follows a formula inside a line, character by character: <c>$…$</c>, <c>$$…$$</c>, <c>\(…\)</c> and <c>\[…\]</c>. For single dollars the rule
/// is Pandoc's, which leaves prices alone: something else than a space stands behind the first and before the second, no digit behind the
/// second, and no dollar between them.
/// </summary>
internal struct OpenMath
{
    // A price opens a formula as far as anybody can tell, until this many characters later.
    private const int MaxShort = 400;
    private const int MaxLong = 2000;

    private Phase _phase;
    private char _kind;
    private int _length;
    private bool _isBehindSpace;
    private bool _hasContent;

    private enum Phase
    {
        None,
        Dollar,
        Content,
        Escape,
        HalfCloser,
        Closer,
    }

    /// <summary>Whether a formula is being read.</summary>
    public readonly bool IsOpen => _phase is not Phase.None;

    /// <summary>Whether it stands on a line of its own.</summary>
    public readonly bool IsDisplay => _kind is 'D' or '[';

    /// <summary>Begins behind <c>$</c>, or behind <c>\(</c> or <c>\[</c>.</summary>
    /// <param name="opener">The last character that was read.</param>
    public void Begin(char opener) => this = new OpenMath { _kind = opener, _phase = opener == '$' ? Phase.Dollar : Phase.Content };

    /// <summary>Reads a character; <c>\0</c> is the end of the text.</summary>
    /// <param name="c">The character, or the first half of a pair.</param>
    /// <param name="length">2 for a pair of surrogates.</param>
    public MathState Read(char c, int length = 1)
    {
        var state = Next(c);
        _length += length;
        if (state is MathState.Open && _length > (_kind == '$' ? MaxShort : MaxLong))
        {
            state = MathState.Failed;
        }

        if (state is not MathState.Open)
        {
            _phase = Phase.None;
        }

        return state;
    }

    private MathState Next(char c)
    {
        switch (_phase)
        {
            case Phase.Closer:
                return _kind == '$' && (char.IsAsciiDigit(c) || c == '$') ? MathState.Failed : MathState.Closed;
            case Phase.Dollar when c == '$':
                (_kind, _phase) = ('D', Phase.Content);
                return MathState.Open;
            case Phase.Dollar when char.IsWhiteSpace(c):
                return MathState.Failed;
            case Phase.Escape when c != '\0' && c == Closer():
            case Phase.HalfCloser when c == '$':
                return Go(_hasContent ? Phase.Closer : null);
            case Phase.Escape when c != '\0':
                return Content(c);
            default:
                return ContentOrCloser(c);
        }
    }

    private MathState ContentOrCloser(char c) => (c, _kind) switch
    {
        ('\0', _) => MathState.Failed,
        ('\\', _) => Go(Phase.Escape),
        ('$', '$') => Go(_hasContent && !_isBehindSpace ? Phase.Closer : null),
        ('$', 'D') => Go(_hasContent ? Phase.HalfCloser : null),
        _ => Content(c),
    };

    private MathState Content(char c)
    {
        _isBehindSpace = char.IsWhiteSpace(c);
        _hasContent |= !_isBehindSpace;
        return Go(Phase.Content);
    }

    private MathState Go(Phase? to)
    {
        _phase = to ?? Phase.None;
        return to is null ? MathState.Failed : MathState.Open;
    }

    private readonly char Closer() => _kind switch
    {
        '(' => ')',
        '[' => ']',
        _ => '\0',
    };
}
