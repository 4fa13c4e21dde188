using System.Buffers.Binary;
using System.Text;
using AgentWeb.Core.Data.Entities;
using AgentWeb.E2E.Infrastructure.Documents;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Files.Checking;

/// <summary>Pictures, PDFs and containers made to harm, or broken. Each ends within ten seconds in an error of its own.</summary>
public sealed class HostileFileTests : IDisposable
{
    private static readonly byte[] Archive = new RawZip().Add("a.html", "<p>"u8.ToArray()).ToArray();

    private readonly LocalFiles _files = new();

    public static TheoryData<string> PictureNames => ["a.png", "a.jpg", "a.gif", "a.webp"];

    public void Dispose() => _files.Dispose();

    [Theory]
    [MemberData(nameof(PictureNames))]
    public async Task Picture_Size_IsRead(string name)
    {
        var found = (await _files.CheckAsync(name, Picture(name, 640, 480))).Value;

        Assert.Equal((FileKind.Image, 640, 480), (found?.Kind, found?.Width, found?.Height));
        Assert.Equal($"image/{name[2..].Replace("jpg", "jpeg", StringComparison.Ordinal)}", found?.ContentType);
    }

    [Theory]
    [InlineData("VP8X")]
    [InlineData("VP8 ")]
    public async Task WebP_OfOtherSorts_IsMeasured(string chunk)
    {
        byte[] data = chunk == "VP8X" ? [0, 0, 0, 0, 0x7F, 2, 0, 0xDF, 1, 0] : [0, 0, 0, 0x9D, 1, 0x2A, 0x80, 2, 0xE0, 1];

        var found = (await _files.CheckAsync("a.webp", [.. "RIFF"u8, 22, 0, 0, 0, .. "WEBP"u8, .. Encoding.ASCII.GetBytes(chunk), 10, 0, 0, 0, .. data])).Value;

        Assert.Equal((640, 480), (found?.Width, found?.Height));
    }

    [Theory]
    [MemberData(nameof(PictureNames))]
    public async Task Picture_OfHugeSize_IsRefused(string name) => Assert.Equal("file_too_many_pixels", await _files.RefusalAsync(name, Picture(name, 16_000, 16_000)));

    [Theory]
    [MemberData(nameof(PictureNames))]
    public async Task Picture_CutOff_IsSaid(string name)
    {
        var whole = Picture(name, 640, 480);

        for (var length = 15; length < whole.Length - 1; length++)
        {
            Assert.Equal("file_truncated", await _files.RefusalAsync(name, whole[..length]));
        }
    }

    [Theory]
    [MemberData(nameof(PictureNames))]
    public async Task Picture_WithAnotherFormatBehind_IsRefused(string name)
    {
        var picture = Picture(name, 64, 48);

        Assert.Equal("file_polyglot", await _files.RefusalAsync(name, [.. picture, .. Archive]));
        Assert.Equal("file_polyglot", await _files.RefusalAsync(name, [.. picture, .. PdfDocument.OfText("x")]));
        Assert.Equal("file_polyglot", await _files.RefusalAsync(name, [.. picture, .. "<script>alert(1)</script>"u8]));
        Assert.Equal("file_polyglot", await _files.RefusalAsync(name, [.. picture, .. new byte[65_530], .. "<html>"u8]));
        Assert.Null(await _files.RefusalAsync(name, [.. picture, .. "camera data"u8]));
    }

    [Fact]
    public async Task Picture_WithAnotherFormatInside_IsRefused()
    {
        Assert.Equal("file_polyglot", await _files.RefusalAsync("a.jpg", Pictures.Jpeg(64, 48, "%PDF-1.4 1 0 obj")));
        Assert.Equal("file_polyglot", await _files.RefusalAsync("a.jpg", Pictures.Jpeg(64, 48, "*/=1;</x><html>")));
    }

    [Theory]
    [MemberData(nameof(PictureNames))]
    public async Task Picture_UnderAnotherName_IsRefused(string name)
    {
        var picture = Picture(name, 64, 48);

        foreach (var other in new[] { "a.pdf", "a.docx", "a.txt", "a.html", "a.csv" })
        {
            Assert.Equal("file_type_mismatch", await _files.RefusalAsync(other, picture));
        }

        Assert.Null(await _files.RefusalAsync("noname", picture));
        Assert.Null(await _files.RefusalAsync("a.jpeg", picture));
    }

    [Fact]
    public async Task Picture_OfNoSize_IsRefused() =>
        Assert.Equal("file_damaged", await _files.RefusalAsync("a.gif", Pictures.Gif(0, 0)));

    [Fact]
    public async Task Pdf_IsTaken() => Assert.Equal(FileKind.Pdf, (await _files.CheckAsync("a.pdf", PdfDocument.OfText("Hello"))).Value?.Kind);

    [Fact]
    public async Task Pdf_WithAnotherFormat_IsRefused()
    {
        var pdf = PdfDocument.OfText("Hello");

        Assert.Equal("file_polyglot", await _files.RefusalAsync("a.pdf", [.. "junk "u8, .. pdf]));
        Assert.Equal("file_polyglot", await _files.RefusalAsync("noname", [0, 1, 2, .. pdf]));
        Assert.Equal("file_polyglot", await _files.RefusalAsync("a.pdf", [.. pdf, .. Archive]));
        Assert.Equal("file_polyglot", await _files.RefusalAsync("a.pdf", [.. pdf, .. "<script>"u8]));
        Assert.Equal("file_polyglot", await _files.RefusalAsync("a.pdf", [.. "%PDF-1.4\n<html><script>"u8, .. pdf]));
    }

    [Fact]
    public async Task Pdf_CutOff_IsSaid() => Assert.Equal("file_truncated", await _files.RefusalAsync("a.pdf", PdfDocument.OfText("Hello")[..^200]));

    [Fact]
    public async Task Document_WithAnotherFormatBehind_IsRefused()
    {
        var document = OfficeDocuments.Word(OfficeDocuments.Paragraph("x"));

        Assert.Equal("file_polyglot", await _files.RefusalAsync("a.docx", [.. document, .. "<html>"u8]));
        BinaryPrimitives.WriteUInt16LittleEndian(document.AsSpan(document.Length - 2), 6);
        Assert.Equal("file_polyglot", await _files.RefusalAsync("a.docx", [.. document, .. "<html>"u8]));
    }

    [Fact]
    public async Task Container_WithAPassword_IsSaid()
    {
        Assert.Equal("file_encrypted", await _files.RefusalAsync("a.docx", OleContainer.Of("Root Entry", "EncryptionInfo", "EncryptedPackage")));
        Assert.Equal("file_type_unsupported", await _files.RefusalAsync("a.doc", OleContainer.Of("Root Entry", "WordDocument")));
        Assert.Equal("file_type_mismatch", await _files.RefusalAsync("a.docx", OleContainer.Of("Root Entry", "WordDocument")));
        Assert.Equal("file_truncated", await _files.RefusalAsync("a.docx", OleContainer.Of("Root Entry")[..512]));
    }

    [Theory]
    [InlineData("a.heic", "\0\0\0\u0018ftypheic", "file_type_unsupported")]
    [InlineData("a.rtf", "{\\rtf1 Hello}", "file_type_unsupported")]
    [InlineData("a.exe", "MZ\u0090\0", "file_type_unsupported")]
    [InlineData("a.pdf", "MZ\u0090\0", "file_type_mismatch")]
    [InlineData("a.gz", "\u001F\u008B", "file_type_unsupported")]
    public async Task OtherFormats_AreNamed(string name, string content, string code) =>
        Assert.Equal(code, await _files.RefusalAsync(name, Encoding.Latin1.GetBytes(content)));

    private static byte[] Picture(string name, int width, int height) => Pictures.All(width, height).Single(p => p.Name == name).Content;
}
