using System.Buffers;
using System.Text;

namespace AgentWeb.Components.Markdown.Parsing;

/// <summary>
/// Finds out, while a line is being written, when its beginning says what the line is. That is so from the first character that
/// no marker is made of: what follows cannot turn a paragraph into a list item, a heading into a rule, or a row into a
/// table's second line. Only fences want more of the line, since a backtick behind a fence makes it text, and formulas, which may
/// end in it.
/// </summary>
internal sealed class LineStart
{
    private const int NoLabel = -1;

    private static readonly SearchValues<char> Markers = SearchValues.Create(" \t*-_+=>#.)`~|:0123456789$\\");

    private int _position;
    private int _run;
    private int _label;
    private bool _hasBackticks;
    private bool _hasTildes;
    private bool _isFormula;
    private bool _isPastMarkers;

    /// <summary>Starts a new line.</summary>
    public void Clear()
        => (_position, _run, _label, _hasBackticks, _hasTildes, _isFormula, _isPastMarkers) = (0, 0, 0, false, false, false, false);

    /// <summary>Looks at what was added to the line since the last call.</summary>
    /// <param name="line">The line so far.</param>
    /// <returns>How much of the line decides what it is; 0 while that is open.</returns>
    public int Find(StringBuilder line)
    {
        for (; _position < line.Length; _position++)
        {
            var c = line[_position];
            var before = _position > 0 ? line[_position - 1] : '\0';
            if (!_isPastMarkers && (MayBeNote(c, before) || (_label == 0 && Markers.Contains(c))))
            {
                CountMark(c, before);
            }
            else if ((!_hasBackticks || c == '`') && !_hasTildes && !_isFormula)
            {
                return _position + (_position + 1 < line.Length && char.IsSurrogatePair(c, line[_position + 1]) ? 2 : 1);
            }
            else
            {
                _isPastMarkers = true;
            }
        }

        return 0;
    }

    /// <summary>Whether a footnote's label begins or goes on; behind it comes what may be at the start of any line.</summary>
    private bool MayBeNote(char c, char before)
    {
        _isFormula |= _label == 0 && c == '[' && before == '\\';
        var goesOn = _label switch
        {
            NoLabel => false,
            0 => c == '[' && !_isFormula,
            1 => c == '^',
            _ when before == ']' => c == ':',
            _ => (NoteLabel.Holds(c) && _label <= NoteLabel.MaxLength + 1) || (c == ']' && _label > 2),
        };
        if (goesOn)
        {
            _label = before == ']' && _label > 1 ? 0 : _label + 1;
        }
        else if (_label != 0 && c is ' ' or '\t')
        {
            _label = NoLabel; // It is text; what is handed on must not end in a space.
            return true;
        }

        return goesOn;
    }

    private void CountMark(char c, char before)
    {
        _run = c == before ? _run + 1 : 1;
        _hasBackticks |= c == '`' && _run >= 3;
        _hasTildes |= c == '~' && _run >= 3;
        _isFormula |= c == '$' && _run >= 2;
    }
}
