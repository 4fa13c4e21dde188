using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Extractors;
using AgentWeb.Tests.Fakes;
using DocumentFormat.OpenXml.Wordprocessing;

namespace AgentWeb.Tests.Files.Extractors;

public sealed class OfficeExtractorTests : IDisposable
{
    private readonly LocalFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Word_Headings_AreToldByTheirStyles()
    {
        var parts = await ReadAsync(FileKind.Word, OfficeDocuments.Word(
            OfficeDocuments.Paragraph("Part", "berschrift1"), OfficeDocuments.Paragraph("Text"), OfficeDocuments.Paragraph("Section", "berschrift2"),
            OfficeDocuments.Paragraph("Next", "Kapitel"), OfficeDocuments.Paragraph("  "), OfficeDocuments.Paragraph("More", "Standard")));

        Assert.Equal(
            [new("Part", HeadingLevel: 1), new("Text"), new("Section", HeadingLevel: 2), new("Next", HeadingLevel: 1), new ExtractedPart("More")], parts);
    }

    [Fact]
    public async Task Word_Tables_AreRows()
    {
        var parts = await ReadAsync(FileKind.Word, OfficeDocuments.Word(
            OfficeDocuments.Table(["Name", "Ada"], ["Born", "1815"]),
            OfficeDocuments.Table(["Item", "Size", "Price"], ["Rose", "L", "5"], ["Tulip", "", "2"]),
            OfficeDocuments.Paragraph("End")));

        Assert.Equal(["Name | Ada", "Born | 1815", "Item: Rose; Size: L; Price: 5", "Item: Tulip; Price: 2", "End"], parts.Select(p => p.Text));
    }

    [Fact]
    public async Task Word_Pages_AreThoseThatWordNoted()
    {
        var parts = await ReadAsync(FileKind.Word, OfficeDocuments.Word(
            OfficeDocuments.Paragraph("One"),
            new Paragraph(new Run(new Text("One still")), new Run(new LastRenderedPageBreak(), new Text(", then two"))),
            new Paragraph(new Run(new Break { Type = BreakValues.Page })),
            new Paragraph(new Run(new LastRenderedPageBreak(), new Text("Three")))));

        Assert.Equal([("One", 1), ("One still, then two", 1), ("Three", 3)], parts.Select(p => (p.Text, p.Page ?? 0)));
    }

    [Fact]
    public async Task Word_WithoutNotedPages_HasNone()
    {
        var parts = await ReadAsync(FileKind.Word, OfficeDocuments.Word(
            OfficeDocuments.Paragraph("One"), new Paragraph(new Run(new Break { Type = BreakValues.Page }, new Text("Two")))));

        Assert.All(parts, p => Assert.Null(p.Page));
    }

    [Fact]
    public async Task Word_ListsFieldsAndChanges_AreReadAsSeen()
    {
        var item = OfficeDocuments.Paragraph("Item");
        item.ParagraphProperties!.NumberingProperties = new(new NumberingLevelReference { Val = 1 }, new NumberingId { Val = 4 });
        var changed = new Paragraph(
            new Run(new Text("Kept")), new DeletedRun(new Run(new DeletedText("gone"))), new InsertedRun(new Run(new TabChar(), new Text("new"))),
            new Run(new FieldCode(" PAGEREF x ")), new Run(new Break(), new Text("line")));

        var parts = await ReadAsync(FileKind.Word, OfficeDocuments.Word(item, changed));

        Assert.Equal(["  - Item", "Kept\tnew\nline"], parts.Select(p => p.Text));
    }

    [Fact]
    public async Task Word_Footnotes_AreReadLast()
    {
        var parts = await ReadAsync(FileKind.Word, OfficeDocuments.Word([OfficeDocuments.Paragraph("Text")], ["First note", "Second note"]));

        Assert.Equal([new("Text"), new("Footnotes", HeadingLevel: 1), new("First note"), new ExtractedPart("Second note")], parts);
    }

    [Fact]
    public async Task Word_BrokenLink_IsNoObstacle()
    {
        var package = OfficeDocuments.With(
            OfficeDocuments.Word(OfficeDocuments.Paragraph("Text")),
            "word/_rels/document.xml.rels",
            """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="mailto:one@example.com;%two@@example..com" TargetMode="External"/></Relationships>"""u8.ToArray());

        Assert.Equal("Text", Assert.Single(await ReadAsync(FileKind.Word, package)).Text);
    }

    [Fact]
    public async Task Excel_Sheets_AreRowsUnderTheirNames()
    {
        var parts = await ReadAsync(FileKind.Excel, OfficeDocuments.Excel(
            ("Prices", [["Price list"], [], ["Item", "Price", "Since", "Share", "Sold"], ["Rose", 5.1, new DateOnly(2026, 5, 4), 0.125m, true], [null, 7]]),
            ("Empty", []),
            ("Stock, all", [["a", 1]])));

        Assert.Equal(
            [
                new("Prices", HeadingLevel: 1), new("Price list", Place: "Prices, row 1"),
                new("Item: Rose; Price: 5.1; Since: 2026-05-04; Share: 12.5%; Sold: TRUE", Place: "Prices, row 4"),
                new("Price: 7", Place: "Prices, row 5"),
                new("Stock, all", HeadingLevel: 1), new ExtractedPart("a | 1", Place: "Stock, all, row 1"),
            ],
            parts);
    }

    [Fact]
    public async Task Excel_Limits_AreKept()
    {
        var rows = Enumerable.Range(0, 100).Select(i => new object?[] { i, i, i }).ToArray();
        using var files = new LocalFiles(options => (options.Limits.Rows, options.Limits.Cells) = (99, 100_000));
        using var others = new LocalFiles(options => options.Limits.Cells = 299);

        Assert.Equal("file_too_many_rows", await files.FailureAsync(FileKind.Excel, files.Write(OfficeDocuments.Excel(("a", rows)))));
        Assert.Equal("file_too_many_cells", await others.FailureAsync(FileKind.Excel, others.Write(OfficeDocuments.Excel(("a", rows)))));
    }

    [Fact]
    public async Task PowerPoint_Slides_AreReadInTheirOrderWithNotes()
    {
        var parts = await ReadAsync(FileKind.PowerPoint, OfficeDocuments.PowerPoint(
            ("Second", ["Three", "Four"], null), ("First", ["One"], "Say hello")));

        Assert.Equal(
            [
                new("First", 1, HeadingLevel: 1), new("One", 1), new("Say hello", 1),
                new("Second", 2, HeadingLevel: 1), new("Three", 2), new ExtractedPart("Four", 2),
            ],
            parts);
    }

    [Fact]
    public async Task PowerPoint_MoreSlidesThanAllowed_IsRefused()
    {
        using var files = new LocalFiles(options => options.Limits.Pages = 2);

        Assert.Equal(
            "file_too_many_pages", await files.FailureAsync(FileKind.PowerPoint, files.Write(OfficeDocuments.PowerPoint([.. Enumerable.Repeat(("a", new[] { "b" }, default(string)), 3)]))));
    }

    [Theory]
    [InlineData(FileKind.Word)]
    [InlineData(FileKind.Excel)]
    [InlineData(FileKind.PowerPoint)]
    public async Task Extract_DocumentWithoutText_IsRefused(FileKind kind)
    {
        var empty = kind switch
        {
            FileKind.Word => OfficeDocuments.Word(),
            FileKind.Excel => OfficeDocuments.Excel(("Sheet1", [])),
            _ => OfficeDocuments.PowerPoint(("", [], null)),
        };

        Assert.Equal("file_no_text", await _files.FailureAsync(kind, _files.Write(empty)));
    }

    private Task<List<ExtractedPart>> ReadAsync(FileKind kind, byte[] package) => _files.ExtractAsync(kind, _files.Write(package));
}
