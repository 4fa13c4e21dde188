using System.Buffers;
using System.Text;

namespace AgentWeb.Components.Markdown.Parsing;

/// <summary>
/// Finds out, while a line is being written, when its beginning says what the line is. That is so from the first character that
/// no marker is made of: what follows cannot turn a paragraph into a list item, a heading into a rule, or a row into a
/// table's second line. Only fences want more of the line, since a backtick behind a fence makes it text.
/// </summary>
internal sealed class LineStart
{
    private static readonly SearchValues<char> Markers = SearchValues.Create(" \t*-_+=>#.)`~|:0123456789");

    private int _position;
    private int _run;
    private bool _hasBackticks;
    private bool _hasTildes;
    private bool _isPastMarkers;

    /// <summary>Starts a new line.</summary>
    public void Clear() => (_position, _run, _hasBackticks, _hasTildes, _isPastMarkers) = (0, 0, false, false, false);

    /// <summary>Looks at what was added to the line since the last call.</summary>
    /// <param name="line">The line so far.</param>
    /// <returns>How much of the line decides what it is; 0 while that is open.</returns>
    public int Find(StringBuilder line)
    {
        for (; _position < line.Length; _position++)
        {
            var c = line[_position];
            if (!_isPastMarkers && Markers.Contains(c))
            {
                CountFence(c, _position > 0 ? line[_position - 1] : '\0');
            }
            else if ((!_hasBackticks || c == '`') && !_hasTildes)
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

    private void CountFence(char c, char before)
    {
        _run = c == before ? _run + 1 : 1;
        _hasBackticks |= c == '`' && _run >= 3;
        _hasTildes |= c == '~' && _run >= 3;
    }
}
