using System.Text;

namespace AgentWeb.Core.Files.Pdf;

/// <summary>What stands together on a page: mostly a paragraph.</summary>
internal sealed class PdfBlock
{
    private readonly StringBuilder _text = new();

    /// <summary>How many lines it has.</summary>
    public int Lines { get; private set; }

    /// <summary>Height of its highest line, in points.</summary>
    public double Height { get; private set; }

    /// <summary>How many characters it has.</summary>
    public int Length => _text.Length;

    /// <summary>Its text, with its lines.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Adds a line. A word that was broken at the end of the one before is made whole.</summary>
    public void Add(ReadOnlySpan<char> line, double height)
    {
        if (IsBroken(line))
        {
            _text.Length--;
        }
        else if (_text.Length > 0)
        {
            _text.Append('\n');
        }

        _text.Append(line);
        Lines++;
        Height = Math.Max(Height, height);
    }

    /// <summary>A small letter, a hyphen, and on the next line a small letter.</summary>
    private bool IsBroken(ReadOnlySpan<char> next) =>
        _text.Length > 1 && _text[^1] is '-' or '\u00AD' && char.IsLower(_text[^2]) && char.IsLower(next[0]);
}
