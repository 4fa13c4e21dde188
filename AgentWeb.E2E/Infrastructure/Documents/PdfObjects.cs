using System.Globalization;
using System.Text;

namespace AgentWeb.E2E.Infrastructure.Documents;

/// <summary>The frame of a PDF: numbered objects, the table of where they are, and a trailer.</summary>
internal sealed class PdfObjects
{
    private readonly Stream _stream;
    private readonly SortedDictionary<int, long> _offsets = [];
    private long _position;

    public PdfObjects(Stream stream)
    {
        _stream = stream;
        Write("%PDF-1.4\n%\u00E2\u00E3\u00CF\u00D3\n");
    }

    /// <summary>Adds an object; their order does not matter, and the numbers leave no gaps.</summary>
    public void Add(int id, string content)
    {
        _offsets[id] = _position;
        Write($"{id} 0 obj\n{content}\nendobj\n");
    }

    /// <summary>Writes the table and the trailer.</summary>
    public void End(string trailer)
    {
        var table = _position;
        Write($"xref\n0 {_offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in _offsets.Values)
        {
            Write(string.Create(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n"));
        }

        Write($"trailer\n<< /Size {_offsets.Count + 1} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n");
    }

    private void Write(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        _stream.Write(bytes);
        _position += bytes.Length;
    }
}
