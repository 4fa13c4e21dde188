using System.Text;
using AgentWeb.Core.Files.Extractors;
using AgentWeb.Core.Files.Text;

namespace AgentWeb.Core.Files.Pdf;

/// <summary>Puts the lines of pages together to paragraphs: an empty line ends one, a word that was broken at a line's end is made whole.</summary>
internal sealed class PdfPages
{
    private const int LongestParagraph = 4000;

    private readonly StringBuilder _line = new();
    private readonly StringBuilder _paragraph = new();

    /// <summary>The page that is being read, from 1.</summary>
    public int Page { get; private set; } = 1;

    /// <summary>Takes text; the paragraphs that it completes are appended.</summary>
    /// <exception cref="FileRefusedException">A line does not end.</exception>
    public void Take(ReadOnlySpan<char> text, List<ExtractedPart> parts)
    {
        foreach (var c in text)
        {
            if (c is '\n' or '\f')
            {
                EndLine(parts);
            }
            else if (!char.IsControl(c) || c == '\t')
            {
                _line.Append(c);
            }

            if (c == '\f')
            {
                EndParagraph(parts);
                Page++;
            }
        }

        if (_line.Length > TextLines.MaxLength)
        {
            throw new FileRefusedException(FileErrors.LineTooLong(TextLines.MaxLength));
        }
    }

    /// <summary>What is left.</summary>
    public void End(List<ExtractedPart> parts)
    {
        EndLine(parts);
        EndParagraph(parts);
    }

    private void EndLine(List<ExtractedPart> parts)
    {
        var line = _line.ToString().Trim();
        _line.Clear();
        if (line.Length == 0 || _paragraph.Length > LongestParagraph)
        {
            EndParagraph(parts);
        }

        if (line.Length == 0)
        {
            return;
        }

        if (IsBroken(line))
        {
            _paragraph.Length--;
        }
        else if (_paragraph.Length > 0)
        {
            _paragraph.Append('\n');
        }

        _paragraph.Append(line);
    }

    /// <summary>A small letter, a hyphen, and on the next line a small letter.</summary>
    private bool IsBroken(string next) =>
        _paragraph.Length > 1 && _paragraph[^1] is '-' or '\u00AD' && char.IsLower(_paragraph[^2]) && char.IsLower(next[0]);

    private void EndParagraph(List<ExtractedPart> parts)
    {
        if (_paragraph.Length > 0)
        {
            parts.Add(new(_paragraph.ToString(), Page));
            _paragraph.Clear();
        }
    }
}
