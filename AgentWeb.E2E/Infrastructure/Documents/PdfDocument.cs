using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace AgentWeb.E2E.Infrastructure.Documents;

/// <summary>Writes real PDFs of any number of pages, for tests and measurements: one font, one column, and nothing compressed but what is made to harm.</summary>
public static class PdfDocument
{
    private const int LineHeight = 14;
    private const int Top = 800;
    private const int Left = 60;
    private const int Font = 3;
    private const int FirstPage = 4;

    /// <summary>A document of pages of text. A line break begins a line, an empty line a paragraph, <c># </c> and <c>## </c> a heading in
    /// larger letters; a page takes 50 lines of 90 letters.</summary>
    public static byte[] OfText(params IEnumerable<string> pages)
    {
        using var stream = new MemoryStream();
        Write(stream, pages);
        return stream.ToArray();
    }

    /// <summary>The same, to a stream, page by page.</summary>
    public static void Write(Stream stream, IEnumerable<string> pages)
    {
        var file = new PdfObjects(stream);
        var ids = new List<int>();
        foreach (var page in pages)
        {
            var id = FirstPage + (2 * ids.Count);
            ids.Add(id);
            WritePage(file, id, TextOf(page));
        }

        WriteTree(file, ids, "");
    }

    /// <summary>A scan: pages with something drawn on them and no text.</summary>
    public static byte[] OfScans(int pages)
    {
        using var stream = new MemoryStream();
        var file = new PdfObjects(stream);
        var ids = Enumerable.Range(0, pages).Select(i => FirstPage + (2 * i)).ToList();
        ids.ForEach(id => WritePage(file, id, "0.9 g 60 60 475 720 re f"));
        WriteTree(file, ids, "");
        return stream.ToArray();
    }

    /// <summary>A document that a password protects, which nobody knows.</summary>
    public static byte[] Protected()
    {
        using var stream = new MemoryStream();
        var file = new PdfObjects(stream);
        WritePage(file, FirstPage, TextOf("Secret"));
        var hash = string.Concat(Enumerable.Repeat("5A", 32));
        WriteTree(file, [FirstPage], $"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{hash}> /U <{hash}> /P -4 >> /ID [<{hash[..32]}> <{hash[..32]}>]");
        return stream.ToArray();
    }

    /// <summary>A bomb: one page, whose content unfolds to so many times 10 MB of spaces. Packed, these are 10 kB each.</summary>
    public static byte[] Unfolding(int times)
    {
        var spaces = PackedSpaces();
        byte[] content = [0x78, 0x9C, .. Enumerable.Repeat(spaces, times).SelectMany(bytes => bytes), 3, 0]; // How zlib begins, and how it ends.
        using var stream = new MemoryStream();
        var file = new PdfObjects(stream);
        WritePage(file, FirstPage, Encoding.Latin1.GetString(content), " /Filter /FlateDecode");
        WriteTree(file, [FirstPage], "");
        return stream.ToArray();
    }

    /// <summary>10 MB of spaces, packed so that anything can stand before and behind them.</summary>
    private static byte[] PackedSpaces()
    {
        using var packed = new MemoryStream();
        using var deflate = new DeflateStream(packed, CompressionLevel.Optimal);
        deflate.Write(Encoding.Latin1.GetBytes(new string(' ', 10_000_000)));
        deflate.Flush(); // Up to a whole byte; what closing would add is not wanted.
        return packed.ToArray();
    }

    private static void WritePage(PdfObjects file, int id, string content, string filter = "")
    {
        file.Add(id, $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {id + 1} 0 R /Resources << /Font << /F1 {Font} 0 R >> >> >>");
        file.Add(id + 1, string.Create(CultureInfo.InvariantCulture, $"<< /Length {Encoding.Latin1.GetByteCount(content)}{filter} >>\nstream\n{content}\nendstream"));
    }

    private static void WriteTree(PdfObjects file, IReadOnlyCollection<int> pages, string trailer)
    {
        file.Add(1, "<< /Type /Catalog /Pages 2 0 R >>");
        file.Add(2, $"<< /Type /Pages /Count {pages.Count} /Kids [{string.Join(' ', pages.Select(id => $"{id} 0 R"))}] >>");
        file.Add(Font, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        file.End(trailer);
    }

    private static string TextOf(string page)
    {
        var content = new StringBuilder($"BT {LineHeight} TL {Left} {Top} Td\n");
        foreach (var line in page.Split('\n'))
        {
            var text = line.TrimStart('#').TrimStart();
            var size = line.StartsWith("# ", StringComparison.Ordinal) ? 20 : line.StartsWith("## ", StringComparison.Ordinal) ? 15 : 11;
            content.Append(CultureInfo.InvariantCulture, $"/F1 {size} Tf ({Escape(text)}) Tj T*\n");
        }

        return content.Append("ET").ToString();
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal);
}
