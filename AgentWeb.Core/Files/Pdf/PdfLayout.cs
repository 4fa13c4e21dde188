using System.Globalization;
using System.Net;
using System.Text;
using AgentWeb.Core.Files.Text;

namespace AgentWeb.Core.Files.Pdf;

/// <summary>
/// Reads what <c>pdftotext -bbox-layout</c> writes: pages, blocks, lines and words with their places, each tag in a line of its own. It is
/// read line by line and not as XML: the text in it is a stranger's, and a page must not be lost over a character that XML has not.
/// </summary>
internal sealed class PdfLayout
{
    /// <summary>A page with more characters than this is handed on in parts.</summary>
    private const int LongestPage = 500_000;

    private readonly StringBuilder _cut = new();
    private readonly StringBuilder _line = new();
    private List<PdfBlock> _blocks = [];
    private PdfBlock _block = new();
    private double _height;
    private int _length;

    /// <summary>How many pages began.</summary>
    public int Page { get; private set; }

    /// <summary>Takes output; the pages that it completes are appended.</summary>
    /// <exception cref="FileRefusedException">A line does not end.</exception>
    public void Take(ReadOnlySpan<char> output, List<(int Page, List<PdfBlock> Blocks)> pages)
    {
        while (output.IndexOf('\n') is >= 0 and var end)
        {
            if (_cut.Length > 0)
            {
                var whole = _cut.Append(output[..end]).ToString();
                _cut.Clear();
                TakeLine(whole, pages);
            }
            else
            {
                TakeLine(output[..end], pages);
            }

            output = output[(end + 1)..];
        }

        _cut.Append(output);
        if (_cut.Length > TextLines.MaxLength)
        {
            throw new FileRefusedException(FileErrors.LineTooLong(TextLines.MaxLength));
        }
    }

    private void TakeLine(ReadOnlySpan<char> line, List<(int Page, List<PdfBlock> Blocks)> pages)
    {
        line = line.TrimStart();
        if (line.StartsWith("<word ", StringComparison.Ordinal))
        {
            AddWord(line);
        }
        else if (line.StartsWith("<line ", StringComparison.Ordinal))
        {
            _height = Number(line, "yMax=\"") - Number(line, "yMin=\"");
        }
        else if (line.StartsWith("</line>", StringComparison.Ordinal))
        {
            EndLine();
        }
        else if (line.StartsWith("</block>", StringComparison.Ordinal))
        {
            EndBlock();
        }
        else if (line.StartsWith("<page ", StringComparison.Ordinal))
        {
            Page++;
        }
        else if (!line.StartsWith("</page>", StringComparison.Ordinal))
        {
            return;
        }

        if (_length > LongestPage || line.StartsWith("</page>", StringComparison.Ordinal))
        {
            EndLine();
            EndBlock();
            pages.Add((Page, _blocks));
            (_blocks, _length) = ([], 0);
        }
    }

    private void AddWord(ReadOnlySpan<char> line)
    {
        var start = line.IndexOf('>') + 1;
        var end = line.LastIndexOf("</word>", StringComparison.Ordinal);
        if (start == 0 || end <= start)
        {
            return;
        }

        _line.Append(_line.Length == 0 ? "" : " ");
        foreach (var c in WebUtility.HtmlDecode(line[start..end].ToString()))
        {
            if (!char.IsControl(c))
            {
                _line.Append(c);
            }
        }

        _length += end - start;
    }

    private void EndLine()
    {
        var line = _line.ToString().AsSpan().Trim();
        _line.Clear();
        if (line.Length > 0)
        {
            _block.Add(line, _height);
        }
    }

    private void EndBlock()
    {
        if (_block.Length > 0)
        {
            _blocks.Add(_block);
            _block = new();
        }
    }

    private static double Number(ReadOnlySpan<char> line, string attribute)
    {
        var start = line.IndexOf(attribute, StringComparison.Ordinal);
        var rest = start < 0 ? default : line[(start + attribute.Length)..];
        var end = rest.IndexOf('"');
        return end > 0 && double.TryParse(rest[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
