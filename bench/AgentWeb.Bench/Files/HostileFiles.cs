using System.Text;
using AgentWeb.E2E.Infrastructure.Documents;

namespace AgentWeb.Bench.Files;

/// <summary>
/// One or more files of each sort that people attack or plague a server with. All are smaller than what may be uploaded by default. Which error
/// is theirs is what the tests of checking and of extracting say; here they come over HTTP, and as large or as late as makes them slow.
/// </summary>
internal static class HostileFiles
{
    private const int Megabyte = 1024 * 1024;
    private const string Entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><document>&b;</document>";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<HostileFile> All { get; } =
        [.. Empty, .. PathsAndNames, .. Truncated, .. Encrypted, .. Misnamed, .. Polyglots, .. Endless, .. Tables, .. Bombs];

    private static IEnumerable<HostileFile> Empty =>
    [
        new("zero bytes", "empty.txt", "file_empty", () => []),
        new("zero bytes called a document", "empty.docx", "file_empty", () => []),
        new("nothing but space", "space.txt", "file_no_text", () => "  \n"u8.ToArray()),
        new("20 million empty lines", "lines.txt", "file_no_text", () => Filled(20 * Megabyte, '\n')),
        new("no text and nothing known", "noise.txt", "file_type_unknown", () => Noise(20 * Megabyte)),
    ];

    private static IEnumerable<HostileFile> PathsAndNames =>
    [
        new("parts that lead outside", "outside.docx", "file_parts_unsafe", () => Document().Add("../../etc/passwd", [1]).ToArray()),
        new("parts with a drive", "drive.docx", "file_parts_unsafe", () => Document().Add("C:\\x", [1]).ToArray()),
        Named("../../etc/passwd", "passwd"),
        Named("/etc/passwd", "passwd"),
        Named(@"C:\Users\ada\notes.txt", "notes.txt"),
        Named("..", "file"),
        Named("photo\u202Egpj.exe", "photogpj.exe"),
        Named("<img src=x onerror=alert(1)>'&amp;.txt", "<img src=x onerror=alert(1)>'&amp;.txt"),
    ];

    private static IEnumerable<HostileFile> Truncated =>
    [
        new("half a document", "half.docx", "file_truncated", () => Half(Document().Add("word/media/1.bin", Noise(10 * Megabyte)).ToArray())),
        new("half a picture", "half.png", "file_truncated", () => Half(PngPicture.OfSize(2000, 1500))),
        new("half a PDF", "half.pdf", "file_truncated", () => Half(Manual(pages: 1000))),
        new("a PDF of nothing", "nothing.pdf", "file_damaged", () => "%PDF-1.7\n%%EOF"u8.ToArray()),
        new("300,000 records without an end", "half.json", "file_damaged", () => OpenRecords(300_000)),
    ];

    private static IEnumerable<HostileFile> Encrypted =>
    [
        new("a PDF with a password", "secret.pdf", "file_encrypted", PdfDocument.Protected),
        new("a document with a password", "secret.docx", "file_encrypted", () => OleContainer.Of("Root Entry", "EncryptionInfo", "EncryptedPackage")),
        new("parts with a password", "protected.docx", "file_encrypted", () => Document().Add("x.bin", [1, 2, 3], isEncrypted: true).ToArray()),
    ];

    private static IEnumerable<HostileFile> Misnamed =>
    [
        new("a picture called a PDF", "picture.pdf", "file_type_mismatch", Picture),
        new("a web page called a picture", "page.png", "file_type_mismatch", () => "<html><script>alert(1)</script>"u8.ToArray()),
        new("a program called a document", "program.docx", "file_type_mismatch", () => [(byte)'M', (byte)'Z', 0x90, 0, .. Noise(Megabyte)]),
        new("a workbook called a document", "workbook.docx", "file_type_mismatch", () => HostilePackage.Excel("<worksheet/>"u8.ToArray()).ToArray()),
        new("an archive called a document", "archive.docx", "file_type_mismatch", Archive),
    ];

    private static IEnumerable<HostileFile> Polyglots =>
    [
        new("a picture and an archive", "archive.png", "file_polyglot", () => [.. Picture(), .. Archive()]),
        new("a picture, 20 MB, and a script", "script.png", "file_polyglot", () => [.. Picture(), .. new byte[20 * Megabyte], .. "<script>alert(1)</script>"u8]),
        new("a PDF and an archive", "archive.pdf", "file_polyglot", () => [.. Manual(pages: 1), .. Archive()]),
        new("a PDF and a web page before it", "page.pdf", "file_polyglot", () => [.. "%PDF-1.4\n<html><script>"u8, .. Manual(pages: 1)]),
        new("a PDF and anything before it", "junk.pdf", "file_polyglot", () => [.. "junk "u8, .. Manual(pages: 1)]),
        new("a document and a web page", "page.docx", "file_polyglot", () => [.. Document().ToArray(), .. "<html>"u8]),
    ];

    private static IEnumerable<HostileFile> Endless =>
    [
        new("a line of 24 MB", "line.txt", "file_line_too_long", () => Filled(24 * Megabyte, 'x')),
        new("a line of 2 MB behind 20 MB of text", "late.txt", "file_line_too_long", () => [.. FileWork.Text(20), .. Filled(2 * Megabyte, 'x')]),
        new("a value of 24 MB in a table", "value.csv", "file_line_too_long", () => [.. "a,\""u8, .. Filled(24 * Megabyte, 'x')]),
        new("a value of 24 MB in JSON", "value.json", "file_line_too_long", () => [(byte)'"', .. Filled(24 * Megabyte, 'x')]),
        new("20 million levels of JSON", "deep.json", "file_nested_too_deep", () => Filled(20 * Megabyte, '[')),
        new("an attribute of 17 MB", "attribute.docx", "file_line_too_long", () => HostilePackage.Word($"<document a=\"{Convert.ToHexString(Noise(17 * Megabyte / 2))}\"/>").ToArray()),
        new("a paragraph of a megabyte", "paragraph.docx", "file_line_too_long", () => HostilePackage.Word(Body(new string('x', 1_000_100))).ToArray()),
        new("100,000 levels of a document", "deep.docx", "file_nested_too_deep", () => HostilePackage.Word("<document>" + string.Concat(Enumerable.Repeat("<sdt>", 100_000))).ToArray()),
        new("a tag of 20 MB", "tag.html", Code: null, () => [.. "<html><p>Text<div "u8, .. Filled(20 * Megabyte, 'x')]),
    ];

    private static IEnumerable<HostileFile> Tables =>
    [
        new("10 million numbers in a workbook", "cells.xlsx", "file_too_many_cells", () => HostilePackage.Excel(HostilePackage.Numbers(rows: 10_000, columns: 1000)).ToArray()),
        new("10 million empty cells in a workbook", "empty.xlsx", "file_too_many_cells", () => HostilePackage.Excel(HostilePackage.EmptyCells(rows: 1000, columns: 10_000)).ToArray()),
        new("10 million cells in text", "cells.csv", "file_too_many_cells", () => Csv(rows: 10_000, columns: 1000)),
        new("10 million rows in text", "rows.csv", "file_too_many_rows", () => Csv(rows: 10_000_000, columns: 1)),
    ];

    private static IEnumerable<HostileFile> Bombs =>
    [
        new("a part that unfolds a thousandfold", "ratio.docx", "file_ratio_too_high", () => Document().Add("x.bin", new byte[100 * Megabyte]).ToArray()),
        new("the same, with noise to hide it", "size.docx", "file_unpacks_too_large", () => Document().Add("noise.bin", Noise(2 * Megabyte)).Add("x.bin", new byte[301 * Megabyte]).ToArray()),
        new("parts over each other", "overlap.docx", "file_parts_overlap", () => Document().Add("x.bin", Noise(Megabyte), otherNames: Numbered(5000)).ToArray()),
        new("an archive in a document", "nested.docx", "file_nested_archive", () => Document().Add("word/media/1.zip", new RawZip().Add("1.bin", new byte[10 * Megabyte]).ToArray()).ToArray()),
        new("an archive that unfolds a thousandfold", "bomb.zip", "file_type_unsupported", () => new RawZip().Add("1.bin", new byte[100 * Megabyte]).ToArray()),
        new("50,000 parts", "parts.docx", "file_too_many_parts", () => ManyParts(new RawZip())),
        new("50,000 parts said to be 5", "lie.docx", "file_damaged", () => ManyParts(new RawZip { ClaimedEntries = 5, ClaimedDirectorySize = 300 })),
        new("entities of entities", "entities.docx", "file_xml_entities", () => HostilePackage.Word(Entities).ToArray()),
        new("a picture of 256 million pixels", "large.png", "file_too_many_pixels", () => PngPicture.Frame(16_000, 16_000, [1, 2, 3])),
        new("a PDF of 50,000 pages", "pages.pdf", "file_too_many_pages", () => PdfDocument.OfScans(50_000)),
        new("a PDF that unfolds to 24 GB", "bomb.pdf", "pdf_too_hard", () => PdfDocument.Unfolding(times: 2400)),
    ];

    /// <summary>Harmless text whose name is meant as a path, as another ending or as markup, and is kept as data.</summary>
    private static HostileFile Named(string name, string kept) => new("a hostile name", name, Code: null, () => "root:x:0:0"u8.ToArray()) { KeptName = kept };

    /// <summary>An honest document, to which something can be added.</summary>
    private static RawZip Document() => HostilePackage.Word(Body("Text"));

    private static string Body(string text) => $"<document><body><p><r><t>{text}</t></r></p></body></document>";

    private static byte[] ManyParts(RawZip zip) => HostilePackage.Word(zip).Add("x.xml", "<a/>"u8.ToArray(), otherNames: Numbered(50_000)).ToArray();

    private static byte[] Archive() => new RawZip().Add("a.html", "<p>"u8.ToArray()).ToArray();

    private static byte[] Picture() => PngPicture.OfSize(64, 48);

    private static byte[] Manual(int pages) => PdfDocument.OfText(Enumerable.Repeat(string.Join('\n', Enumerable.Repeat("A line of text on a page.", 40)), pages));

    private static byte[] Half(byte[] whole) => whole[..(whole.Length / 2)];

    private static byte[] OpenRecords(int count) =>
        Encoding.UTF8.GetBytes("[" + string.Concat(Enumerable.Range(0, count).Select(i => $$"""{"id":{{i}},"name":"Item {{i}}","place":"Shelf {{i % 97}}"},""")));

    private static byte[] Csv(int rows, int columns)
    {
        byte[] row = [.. Enumerable.Repeat("7,"u8.ToArray(), columns).SelectMany(cell => cell)];
        row[^1] = (byte)'\n';
        var table = new byte[rows * row.Length];
        for (var i = 0; i < rows; i++)
        {
            row.CopyTo(table, i * row.Length);
        }

        return table;
    }

    private static byte[] Filled(int length, char letter)
    {
        var content = new byte[length];
        Array.Fill(content, (byte)letter);
        return content;
    }

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(1).NextBytes(noise);
        return noise;
    }

    private static IEnumerable<string> Numbered(int count) => Enumerable.Range(0, count).Select(i => $"x{i}.bin");
}
