using System.Text;
using AgentWeb.Core.Data.Entities;
using AgentWeb.E2E.Infrastructure.Documents;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Files.Checking;

/// <summary>Documents made to harm. Each ends within ten seconds in an error of its own.</summary>
public sealed class HostilePackageTests : IDisposable
{
    private const int Megabyte = 1024 * 1024;
    private const string Paragraph = "<document><body><p><r><t>Text</t></r></p></body></document>";

    private readonly LocalFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Check_HonestPackage_IsTaken()
    {
        var path = _files.Write(HostilePackage.Word(Paragraph).ToArray());

        Assert.Equal(FileKind.Word, (await _files.CheckAsync("a.docx", path)).Value?.Kind);
        Assert.Equal("Text", Assert.Single(await _files.ExtractAsync(FileKind.Word, path)).Text);
    }

    [Fact]
    public async Task Check_Bomb_IsRefusedByItsRatio() =>
        Assert.Equal("file_ratio_too_high", await _files.RefusalAsync("a.docx", HostilePackage.Word(Paragraph).Add("word/x.bin", new byte[100 * Megabyte]).ToArray()));

    [Fact]
    public async Task Check_Bomb_IsRefusedByItsSize()
    {
        using var files = new LocalFiles(options => options.Limits.Ratio = 10_000);

        Assert.Equal("file_unpacks_too_large", await files.RefusalAsync("a.docx", HostilePackage.Word(Paragraph).Add("word/x.bin", new byte[301 * Megabyte]).ToArray()));
    }

    [Fact]
    public async Task Check_EntriesOverEachOther_AreRefused()
    {
        var noise = new byte[Megabyte];
        new Random(1).NextBytes(noise);

        var zip = HostilePackage.Word(Paragraph).Add("x.bin", noise, otherNames: Enumerable.Range(0, 5000).Select(i => $"x{i}.bin"));

        Assert.Equal("file_parts_overlap", await _files.RefusalAsync("a.docx", zip.ToArray()));
    }

    [Fact]
    public async Task Check_ArchiveInside_IsRefused()
    {
        var bomb = new RawZip().Add("1.bin", new byte[10 * Megabyte]).ToArray();

        Assert.Equal("file_nested_archive", await _files.RefusalAsync("a.docx", HostilePackage.Word(Paragraph).Add("word/media/1.zip", bomb).ToArray()));
        Assert.Null(await _files.RefusalAsync("a.docx", HostilePackage.Word(Paragraph).Add("word/embeddings/chart.xlsx", bomb).ToArray()));
    }

    [Fact]
    public async Task Check_TooManyParts_AreRefused()
    {
        var zip = HostilePackage.Word(Paragraph).Add("x.xml", "<a/>"u8.ToArray(), otherNames: Enumerable.Range(0, 10_000).Select(i => $"x{i}"));

        Assert.Equal("file_too_many_parts", await _files.RefusalAsync("a.docx", zip.ToArray()));
    }

    [Fact]
    public async Task Check_LiesAboutTheDirectory_AreRefused()
    {
        var others = Enumerable.Range(0, 50_000).Select(i => $"x{i}").ToList();
        var few = HostilePackage.Word(new RawZip { ClaimedEntries = 5 }).Add("x.xml", "<a/>"u8.ToArray(), otherNames: others);
        var small = HostilePackage.Word(new RawZip { ClaimedEntries = 5, ClaimedDirectorySize = 300 }).Add("x.xml", "<a/>"u8.ToArray(), otherNames: others);

        Assert.Equal("file_too_many_parts", await _files.RefusalAsync("a.docx", few.ToArray()));
        Assert.Equal("file_damaged", await _files.RefusalAsync("a.docx", small.ToArray()));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("word\\..\\..\\x")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\x")]
    [InlineData("word/a\0b")]
    public async Task Check_NamesThatLeadOutside_AreRefused(string name) =>
        Assert.Equal("file_parts_unsafe", await _files.RefusalAsync("a.docx", HostilePackage.Word(Paragraph).Add(name, [1]).ToArray()));

    [Fact]
    public async Task Check_NamesTwice_AreRefused() =>
        Assert.Equal("file_damaged", await _files.RefusalAsync("a.docx", HostilePackage.Word(Paragraph).Add("MAIN.XML", [1]).ToArray()));

    [Fact]
    public async Task Check_EncryptedEntries_AreRefused() =>
        Assert.Equal("file_encrypted", await _files.RefusalAsync("a.docx", HostilePackage.Word(Paragraph).Add("x.bin", [1, 2, 3], isEncrypted: true).ToArray()));

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><document>&b;</document>")]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><document>&a;</document>")]
    [InlineData("<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\"><document/>")]
    public async Task Check_Entities_AreRefused(string main)
    {
        var package = HostilePackage.Word(main).ToArray();

        Assert.Equal("file_xml_entities", await _files.RefusalAsync("a.docx", package));
        Assert.Equal("file_damaged", await _files.FailureAsync(FileKind.Word, _files.Write(package)));
    }

    [Fact]
    public async Task Check_EntitiesInAnotherEncoding_AreRefused() =>
        Assert.Equal("file_damaged", await _files.RefusalAsync("a.docx", HostilePackage.Word(Encoding.Unicode.GetBytes("\uFEFF<!DOCTYPE x [<!ENTITY a \"a\">]><x>&a;</x>")).ToArray()));

    [Fact]
    public async Task Check_EndlessAttribute_IsRefused()
    {
        using var files = new LocalFiles(options => options.Limits.Ratio = 10_000);

        Assert.Equal("file_line_too_long", await files.RefusalAsync("a.docx", HostilePackage.Word($"<document a=\"{new string('x', 17 * Megabyte)}\"/>").ToArray()));
    }

    [Fact]
    public async Task Check_EndlessListOfParts_IsRefused()
    {
        using var files = new LocalFiles(options => options.Limits.Ratio = 10_000);
        var relations = HostilePackage.Relations([.. Enumerable.Range(0, 50_000).Select(i => ($"r{i}", "hyperlink", "x"))]);

        Assert.Equal("file_too_many_parts", await files.RefusalAsync("a.docx", HostilePackage.Word(Paragraph).Add("_rels/main.xml.rels", relations).ToArray()));
    }

    [Fact]
    public async Task Check_CutOff_IsSaid()
    {
        var whole = OfficeDocuments.Word(OfficeDocuments.Paragraph("Text"));

        Assert.Equal("file_truncated", await _files.RefusalAsync("a.docx", whole[..(whole.Length / 2)]));
        Assert.Equal("file_truncated", await _files.RefusalAsync("a.docx", whole[..^1]));
        Assert.Equal("file_truncated", await _files.RefusalAsync("a.docx", whole[..6]));
    }

    [Fact]
    public async Task Check_OtherArchives_AreNamed()
    {
        var archive = new RawZip().Add("a.txt", [65]).ToArray();

        Assert.Equal("file_type_unsupported", await _files.RefusalAsync("a.zip", archive));
        Assert.Equal("file_type_unsupported", await _files.RefusalAsync("a.odt", new RawZip().Add("mimetype", [65]).ToArray()));
        Assert.Equal("file_type_mismatch", await _files.RefusalAsync("a.docx", archive));
        Assert.Equal("file_type_mismatch", await _files.RefusalAsync("a.pdf", archive));
        Assert.Equal("file_type_mismatch", await _files.RefusalAsync("a.xlsx", OfficeDocuments.Word()));
    }

    [Fact]
    public async Task Check_DocumentsOfTheSdk_AreTaken()
    {
        Assert.Equal(FileKind.Word, (await _files.CheckAsync("a.docx", OfficeDocuments.Word(OfficeDocuments.Paragraph("x")))).Value?.Kind);
        Assert.Equal(FileKind.Excel, (await _files.CheckAsync("a.xlsx", OfficeDocuments.Excel(("a", [["x"]])))).Value?.Kind);
        Assert.Equal(FileKind.PowerPoint, (await _files.CheckAsync("noname", OfficeDocuments.PowerPoint(("a", [], null)))).Value?.Kind);
    }

    [Fact]
    public async Task TenMillionCells_AreRefused()
    {
        var path = _files.Write(HostilePackage.Excel(HostilePackage.EmptyCells(rows: 1000, columns: 10_000)).ToArray());

        Assert.Equal("file_too_many_cells", await _files.FailureAsync(FileKind.Excel, path));
    }

    [Fact]
    public async Task ManyCellsThatCompressBadly_AreRefused()
    {
        using var files = new LocalFiles(options => options.Limits.Cells = 200_000);
        var path = files.Write(HostilePackage.Excel(HostilePackage.Numbers(rows: 210, columns: 1000)).ToArray());

        Assert.Null(await files.RefusalAsync("a.xlsx", path));
        Assert.Equal("file_too_many_cells", await files.FailureAsync(FileKind.Excel, path));
    }

    [Fact]
    public async Task DeepXml_IsRefused()
    {
        var main = "<document>" + string.Concat(Enumerable.Repeat("<sdt>", 100_000));

        Assert.Equal("file_nested_too_deep", await _files.FailureAsync(FileKind.Word, _files.Write(HostilePackage.Word(main).ToArray())));
    }

    [Fact]
    public async Task LongChainOfParts_IsNoObstacle()
    {
        var zip = HostilePackage.Word(Paragraph).Add("_rels/main.xml.rels", HostilePackage.Relations(("r", "x", "0.xml")));
        for (var i = 0; i < 4900; i++)
        {
            zip.Add($"{i}.xml", "<a/>"u8.ToArray()).Add($"_rels/{i}.xml.rels", HostilePackage.Relations(("r", "x", $"{i + 1}.xml")));
        }

        var path = _files.Write(zip.ToArray());

        Assert.Null(await _files.RefusalAsync("a.docx", path));
        Assert.Equal("Text", Assert.Single(await _files.ExtractAsync(FileKind.Word, path)).Text);
    }

    [Fact]
    public async Task EndlessParagraph_IsRefused()
    {
        var main = $"<document><body><p><r><t>{new string('x', 1_000_100)}</t></r></p></body></document>";

        Assert.Equal("file_line_too_long", await _files.FailureAsync(FileKind.Word, _files.Write(HostilePackage.Word(main).ToArray())));
    }
}
