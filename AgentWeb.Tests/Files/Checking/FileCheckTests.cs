using System.Text;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Files.Checking;

public sealed class FileCheckTests : IDisposable
{
    private readonly LocalFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("a.txt", "Hello", FileKind.Text, "text/plain; charset=utf-8")]
    [InlineData("README.MD", "Hello", FileKind.Markdown, "text/markdown; charset=utf-8")]
    [InlineData("a.csv", "Hello", FileKind.Csv, "text/csv; charset=utf-8")]
    [InlineData("a.json", "[1]", FileKind.Json, "application/json; charset=utf-8")]
    [InlineData("a.py", "print(1)", FileKind.Code, "text/plain; charset=utf-8")]
    [InlineData("a.html", "<p>x", FileKind.Html, "text/html; charset=utf-8")]
    [InlineData("../../etc/passwd", "root:x:0", FileKind.Text, "text/plain; charset=utf-8")]
    [InlineData("noname", "<!DOCTYPE HTML><html>", FileKind.Html, "text/html; charset=utf-8")]
    [InlineData("noname", "\uFEFF<!-- x --> <html>", FileKind.Html, "text/html; charset=utf-8")]
    [InlineData("noname", "{\"a\": 1}", FileKind.Json, "application/json; charset=utf-8")]
    [InlineData("noname", "a;b\n1;2\n3;4\n", FileKind.Csv, "text/csv; charset=utf-8")]
    [InlineData("noname", "Dear all, hello.\nI am here, too.\nBye", FileKind.Text, "text/plain; charset=utf-8")]
    [InlineData("noname", "# Title\n\nText", FileKind.Markdown, "text/markdown; charset=utf-8")]
    [InlineData("noname", "#!/bin/sh\nls", FileKind.Code, "text/plain; charset=utf-8")]
    [InlineData("", "Hello", FileKind.Text, "text/plain; charset=utf-8")]
    [InlineData("a.qqq", "Hello", FileKind.Text, "text/plain; charset=utf-8")]
    public async Task Run_Text_IsToldByContentAndName(string name, string content, FileKind kind, string contentType)
    {
        var found = await _files.CheckAsync(name, Encoding.UTF8.GetBytes(content));

        Assert.Equal((kind, contentType), (found.Value?.Kind, found.Value?.ContentType));
    }

    [Theory]
    [InlineData("a.png", "<html><script>alert(1)</script>")]
    [InlineData("a.pdf", "Hello")]
    [InlineData("a.docx", "Hello")]
    [InlineData("a.json", "Hello")]
    [InlineData("a.json", "<!doctype html><p>Please sign in")]
    [InlineData("a.csv", "<!doctype html><p>Please sign in")]
    [InlineData("a.html", "Hello")]
    public async Task Run_TextOfAnotherName_IsRefused(string name, string content) =>
        Assert.Equal("file_type_mismatch", await _files.RefusalAsync(name, Encoding.UTF8.GetBytes(content)));

    [Fact]
    public async Task Run_NoBytes_IsRefused() => Assert.Equal("file_empty", await _files.RefusalAsync("a.txt", []));

    [Fact]
    public async Task Run_NothingButSpace_IsRefused() => Assert.Equal("file_no_text", await _files.RefusalAsync("a.txt", "  \n"u8.ToArray()));

    [Theory]
    [InlineData(new byte[] { 1, 2, 3, 0, 4 })]
    [InlineData(new byte[] { 0x41, 0, 0x42, 0x43 })]
    [InlineData(new byte[] { 0xC4, 0xE5, 0xEC, 0xEE, 0x20, 0xE2 })]
    [InlineData(new byte[] { 0x41, 1, 0x42, 2, 0x43, 3 })]
    public async Task Run_NeitherTextNorKnown_IsRefused(byte[] content) => Assert.Equal("file_type_unknown", await _files.RefusalAsync("a.txt", content));

    [Fact]
    public async Task Run_ZeroFarInTheText_IsFound() =>
        Assert.Equal("file_type_unknown", await _files.RefusalAsync("a.txt", [.. Encoding.ASCII.GetBytes(new string('a', 200_000)), 0]));

    [Fact]
    public async Task Run_KindThatIsNotAllowed_IsRefused()
    {
        using var files = new LocalFiles(options => options.AllowedKinds.Add(FileKind.Markdown));

        Assert.Equal("file_type_not_allowed", await files.RefusalAsync("a.txt", "Hello"u8.ToArray()));
        Assert.Null(await files.RefusalAsync("a.md", "Hello"u8.ToArray()));
    }
}
