using System.Text;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Extractors;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Files.Extractors;

public sealed class TextExtractorTests : IDisposable
{
    private readonly LocalFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Extract_Paragraphs_AreParts()
    {
        var parts = await _files.ExtractAsync(FileKind.Text, _files.Write("One\ntwo.\n\n\nThree.\r\nFour\rFive"));

        Assert.Equal([new("One\ntwo.", Place: "lines 1–2"), new ExtractedPart("Three.\nFour\nFive", Place: "lines 5–7")], parts);
    }

    [Fact]
    public async Task Extract_LogWithoutParagraphs_IsCutAtLines()
    {
        var lines = Enumerable.Range(1, 500).Select(i => $"2026-05-04 10:00:00 INFO request {i} answered").ToList();

        var parts = await _files.ExtractAsync(FileKind.Text, _files.Write(string.Join('\n', lines)));

        Assert.All(parts, part => Assert.InRange(part.Text.Length, 1, 1200));
        Assert.Equal(lines, parts.SelectMany(part => part.Text.Split('\n')));
        Assert.Equal("lines 1–26", parts[0].Place);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public async Task Extract_MarkedEncodings_AreRead(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        const string Text = "Größe, naïve — 漢字 👍";

        var parts = await _files.ExtractAsync(FileKind.Text, _files.Write([.. encoding.GetPreamble(), .. encoding.GetBytes(Text)]));

        Assert.Equal(Text, Assert.Single(parts).Text);
    }

    [Fact]
    public async Task Extract_WesternWindows_IsRead()
    {
        var parts = await _files.ExtractAsync(FileKind.Text, _files.Write([.. "Gr"u8, 0xF6, 0xDF, .. "e: 5 "u8, 0x80]));

        Assert.Equal("Größe: 5 €", Assert.Single(parts).Text);
    }

    [Fact]
    public async Task Extract_CharacterAcrossBlocks_IsWhole()
    {
        var text = string.Concat(Enumerable.Repeat("漢字 👍 ", 40_000)).Trim();

        var parts = await _files.ExtractAsync(FileKind.Text, _files.Write(text));

        Assert.Equal(text, Assert.Single(parts).Text);
    }

    [Fact]
    public async Task Extract_EndlessLine_IsRefused() =>
        Assert.Equal("file_line_too_long", await _files.FailureAsync(FileKind.Text, _files.Write(new string('x', 1_000_001))));

    [Fact]
    public async Task Extract_MoreTextThanAllowed_IsRefused()
    {
        using var files = new LocalFiles(options => options.Limits.Characters = 1000);

        Assert.Equal("file_too_much_text", await files.FailureAsync(FileKind.Text, files.Write(string.Concat(Enumerable.Repeat("0123456789\n\n", 101)))));
    }

    [Fact]
    public async Task Extract_NothingButSpace_IsRefused() =>
        Assert.Equal("file_no_text", await _files.FailureAsync(FileKind.Text, _files.Write(" \n\t\n")));

    [Fact]
    public async Task Extract_Progress_GrowsToTheEnd()
    {
        var told = new List<double>();

        await _files.ExtractAsync(FileKind.Text, _files.Write(string.Concat(Enumerable.Repeat("A line of text.\n\n", 40_000))), new Recorder(told));

        Assert.Equal(told.Order(), told);
        Assert.InRange(told.Count, 5, 101);
        Assert.Equal(1, told[^1]);
    }

    private sealed class Recorder(List<double> told) : IProgress<double>
    {
        public void Report(double value) => told.Add(value);
    }
}
