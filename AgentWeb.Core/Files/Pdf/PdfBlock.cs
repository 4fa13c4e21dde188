using System.Text;

namespace AgentWeb.Core.Files.Pdf;

/// <summary>What stands together on a page: mostly a paragraph.</summary>
internal sealed class PdfBlock
{
    private readonly StringBuilder _text = new();
    private double _top;

    /// <summary>How many lines it has.</summary>
    public int Lines { get; private set; }

    /// <summary>Height of its highest line, in points.</summary>
    public double Height { get; private set; }

    /// <summary>How many characters it has.</summary>
    public int Length => _text.Length;

    /// <summary>Its text, with its lines.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Adds a line. A word that was broken at the end of the one before is made whole; what stands beside it is a row of a table.</summary>
    /// <param name="line">Its text.</param>
    /// <param name="top">Where it begins, from the top of the page, in points.</param>
    /// <param name="height">How high it is, in points.</param>
    public void Add(ReadOnlySpan<char> line, double top, double height)
    {
        var isBeside = _text.Length > 0 && Math.Abs(top - _top) < height / 2;
        if (isBeside)
        {
            _text.Append(" | ");
        }
        else if (IsBroken(line))
        {
            _text.Length--;
        }
        else if (_text.Length > 0)
        {
            _text.Append('\n');
        }

        _text.Append(line);
        Lines += isBeside ? 0 : 1;
        Height = Math.Max(Height, height);
        _top = top;
    }

    /// <summary>A small letter, a hyphen, and on the next line a small letter.</summary>
    private bool IsBroken(ReadOnlySpan<char> next) =>
        _text.Length > 1 && _text[^1] is '-' or '\u00AD' && char.IsLower(_text[^2]) && char.IsLower(next[0]);
}
