using System.Text;
using AgentWeb.Components.Markdown.Parsing;
using Markdig.Helpers;

namespace AgentWeb.Components.Markdown.Inlines;

/// <summary>
/// Cuts the text of a paragraph into fragments that can be read alone, character by character and never looking back. A cut is
/// made at the white space between two words when no code, emphasis, bracket, link or address is open there, so that nothing
/// behind it can change what is before it. Where that is not certain there is no cut, and the end of the paragraph settles it.
/// </summary>
/// <param name="isCiting">Whether the reply was given passages, see <see cref="CitationLabel"/>.</param>
internal sealed class InlineScanner(bool isCiting = false)
{
    // Markup that never closes is read in quadratic time; a piece with more delimiters than this is shown as text.
    private const int MaxDelimiters = 1000;

    private static readonly Rune Space = new(' ');

    private readonly StringBuilder _region = new();
    private readonly StringBuilder _gap = new();
    private readonly FragmentBuffer _settled = new();
    private readonly OpenMarkup _open = new();
    private readonly LinkTarget _target = new();

    private int _delimiters;
    private bool _isUnsure;
    private Rune _last = Space;
    private Run _run;
    private int _codeTicks;
    private bool _isEscaped;
    private Rune _escaped;
    private bool _isAddress;
    private bool? _mayHaveTarget;

    // What may be a formula is taken as one until it turns out to be none; then it is read again from its first character.
    private OpenMath _math;
    private (int Start, Rune Before, int Delimiters) _mathStart;
    private Rune _beforeEscape;
    private bool _isNoMath;

    private readonly record struct Run(char Char, int Length, Rune Before);

    /// <summary>The text behind the last cut, without white space at its end.</summary>
    public StringBuilder Pending => _region;

    /// <summary>What was settled and not yet taken.</summary>
    public FragmentBuffer Settled => _settled;

    /// <summary>Reads more text. Lines end in <c>\n</c> and have no spaces or tabs at their starts; pairs of surrogates are not cut.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            Rune.DecodeFromUtf16(text, out var rune, out var length);
            Next(text[0], rune, length);
            if (_gap.Length == 0)
            {
                _region.Append(text[..length]);
                _last = rune;
            }

            text = text[length..];
        }
    }

    /// <summary>Ends the text: what is pending is settled.</summary>
    public void Finish()
    {
        while (_math.IsOpen && _math.Read('\0') is MathState.Failed)
        {
            ReadAgain();
        }

        EndRun(Space, isEntity: false);
        _gap.Clear();
        while (_region.Length > 0 && _region[^1] is ' ' or '\t')
        {
            _region.Length--;
        }

        Settle();
    }

    private void Next(char c, Rune rune, int length)
    {
        if (_math.IsOpen && IsInMath(c, length))
        {
            return;
        }

        if (c == _run.Char && _run.Length > 0)
        {
            _run = _run with { Length = _run.Length + 1 };
            return;
        }

        EndRun(rune, isEntity: c == '&');
        var escaped = _escaped;
        _escaped = default;
        if (_codeTicks > 0)
        {
            if (c == '`')
            {
                StartRun(c);
            }
        }
        else if (_isEscaped)
        {
            (_isEscaped, _escaped) = (false, rune);
            if (c is '(' or '[')
            {
                BeginMath(c, _region.Length - 1, _beforeEscape);
            }
        }
        else if (_target.IsOpen)
        {
            _isUnsure |= !_target.TryNext(c);
        }
        else if (c is ' ' or '\t' or '\n')
        {
            (_isAddress, _mayHaveTarget) = (false, null);
            _gap.Append(c);
        }
        else
        {
            CloseGap(rune);
            // Markdig looks one character back to see whether a run begins, and does not know that it was escaped.
            _isUnsure |= escaped == rune && c is '`' or '*' or '_' or '~';
            NextOfWord(c);
        }
    }

    private void NextOfWord(char c)
    {
        var mayHaveTarget = _mayHaveTarget;
        _mayHaveTarget = null;
        switch (c)
        {
            case '$' when _last.Value != '$':
                _isUnsure |= _isAddress;
                BeginMath(c, _region.Length, _last);
                break;
            case '`':
                _isUnsure |= _isAddress;
                StartRun(c);
                break;
            case '*' or '_' or '~':
                StartRun(c);
                break;
            case '\\':
                (_isEscaped, _beforeEscape) = (true, _last);
                Mark(isUnsure: _isAddress);
                break;
            case '[':
                // A label behind a text that turns out to name nothing leaves the text's bracket open in Markdig.
                _open.Bracket();
                Mark(isUnsure: _isAddress || mayHaveTarget is not null);
                break;
            case ']':
                // An empty pair stays open in Markdig, which then sees no addresses behind it.
                Mark(isUnsure: !_open.TryCloseBracket(out _mayHaveTarget) || _isAddress || IsBlankBehindBracket());
                _mayHaveTarget = IsNoteBehindBracket() ? false : isCiting && CitationLabel.EndsIn(_region) ? null : _mayHaveTarget;
                break;
            case '(' when mayHaveTarget is { } isCertain:
                _target.Open();
                Mark(isUnsure: !isCertain);
                break;
            case '<':
                Mark(isUnsure: _isAddress);
                _isAddress = true;
                break;
            case '&':
                Mark(isUnsure: false);
                break;
            case ':' or '.' when AddressStart.EndsIn(_region, c):
                Mark(isUnsure: false);
                _isAddress = true;
                break;
        }
    }

    private void BeginMath(char opener, int start, Rune before)
    {
        if (_isNoMath)
        {
            _isNoMath = false;
            return;
        }

        _mathStart = (start, before, _delimiters);
        Mark(isUnsure: false);
        _math.Begin(opener);
    }

    private bool IsInMath(char c, int length)
    {
        var state = _math.Read(c, length);
        if (state is MathState.Open)
        {
            // White space waits here as elsewhere, so that none is shown at the end of a text, which has none.
            if (c is ' ' or '\t' or '\n')
            {
                _gap.Append(c);
            }
            else
            {
                _region.Append(_gap);
                _gap.Clear();
            }

            return true;
        }

        if (state is MathState.Failed)
        {
            ReadAgain();
        }

        return _math.IsOpen && IsInMath(c, length);
    }

    private void ReadAgain()
    {
        var (start, before, delimiters) = _mathStart;
        var text = _region.ToString(start, _region.Length - start) + _gap;
        _region.Length = start;
        _gap.Clear();
        (_last, _delimiters, _isNoMath) = (before, delimiters, true);
        Append(text);
    }

    /// <summary>Whether a footnote is referred to: if there is one, what follows in parentheses is no address.</summary>
    private bool IsNoteBehindBracket()
    {
        var i = _region.Length - 1;
        while (i > 0 && NoteLabel.Holds(_region[i]))
        {
            i--;
        }

        return i > 0 && i < _region.Length - 1 && _region[i] == '^' && _region[i - 1] == '[';
    }

    private bool IsBlankBehindBracket()
    {
        var i = _region.Length - 1;
        while (i >= 0 && char.IsWhiteSpace(_region[i]))
        {
            i--;
        }

        return i >= 0 && _region[i] == '[';
    }

    private void Mark(bool isUnsure)
    {
        _delimiters++;
        _isUnsure |= isUnsure;
    }

    private void StartRun(char c)
    {
        Mark(isUnsure: false);
        _run = new Run(c, 1, _last);
    }

    private void EndRun(Rune after, bool isEntity)
    {
        var (c, length, before) = _run;
        _run = default;
        if (c == '`')
        {
            _codeTicks = _codeTicks == 0 ? length : _codeTicks == length ? 0 : _codeTicks;
        }
        else if (length > 0)
        {
            // Half a pair of surrogates beside a run is nothing that has a category.
            _isUnsure |= before == Rune.ReplacementChar || after == Rune.ReplacementChar;
            CharHelper.CheckOpenCloseDelimiter(before, after, c != '_', out var canOpen, out var canClose);
            if ((canOpen || canClose) && (c, length) is not ('~', 1))
            {
                // What stands in an address belongs to it; an entity counts as the character it stands for.
                _isUnsure |= _isAddress || isEntity || before.Value == ';' || !_open.TryRun(c, length, canOpen, canClose);
            }
        }
    }

    private void CloseGap(Rune next)
    {
        if (_gap.Length == 0)
        {
            return;
        }

        var gap = _gap.ToString();
        _gap.Clear();
        var isBetweenWords = _region.Length > 0 && !Rune.IsWhiteSpace(_last) && !Rune.IsWhiteSpace(next);
        var isPlain = gap.AsSpan()[..^1].IndexOfAnyExcept(' ') < 0 && gap[^1] != '\t';
        _last = Space;
        if (!_open.IsEmpty || _isUnsure || !isBetweenWords || !isPlain)
        {
            _region.Append(gap);
            if (gap.Length > 1)
            {
                // What stands before the end of a line matters, and Markdig knows how.
                Mark(isUnsure: false);
            }

            return;
        }

        Settle();
        if (gap[^1] != '\n')
        {
            _settled.Add(gap);
        }
        else if (gap.Length <= 2)
        {
            _settled.Add("\n");
        }
        else
        {
            _settled.Add(FragmentKind.HardBreak, gap);
        }
    }

    private void Settle()
    {
        if (_delimiters is 0 or > MaxDelimiters)
        {
            _settled.Add(_region);
        }
        else
        {
            _settled.Add(FragmentKind.Markup, _region.ToString());
        }

        _region.Clear();
        _delimiters = 0;
    }
}
