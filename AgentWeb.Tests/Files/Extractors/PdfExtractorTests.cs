using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Extractors;
using AgentWeb.E2E.Infrastructure.Documents;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Files.Extractors;

public sealed class PdfExtractorTests : IDisposable
{
    private readonly LocalFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Extract_Pages_AreKept()
    {
        var parts = await ReadAsync(PdfDocument.OfText("The first page (1).\n\nA second paragraph.", "Page two says infor-\nmation in Größe."));

        Assert.Equal([new("The first page (1).", 1), new("A second paragraph.", 1), new ExtractedPart("Page two says information in Größe.", 2)], parts);
    }

    [Fact]
    public async Task Extract_NumberedHeadings_AreKept()
    {
        var parts = await ReadAsync(PdfDocument.OfText("3.2 Notice period\n\nEither party may end the contract.\n\n1. Send it by post.\n\n\u00a7 5 Liability\n\n2026 was a good year"));

        Assert.Equal([5, 0, 0, 4, 0], parts.Select(p => p.HeadingLevel));
    }

    [Fact]
    public async Task Extract_LargeLetters_AreHeadings()
    {
        var parts = await ReadAsync(PdfDocument.OfText("# Manual\n\nText of the manual that goes on for a while.\n\n## Care\n\nWater it."));

        Assert.Equal([("Manual", 1), ("Care", 2)], parts.Where(p => p.HeadingLevel > 0).Select(p => (p.Text, p.HeadingLevel)));
    }

    [Fact]
    public async Task Extract_HeadersAndPageNumbers_AreLeftOut()
    {
        var parts = await ReadAsync(PdfDocument.OfText(Enumerable.Range(1, 10).Select(i => $"Annual report\n\nThis is what page {i} says.\n\nPage {i} of 10")));

        Assert.Equal(10, parts.Count(p => p.Text.StartsWith("This is", StringComparison.Ordinal)));
        Assert.Equal(2, parts.Count(p => p.Text == "Annual report"));
        Assert.Equal(2, parts.Count(p => p.Text.EndsWith("of 10", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Extract_ManyPages_TellsProgress()
    {
        var told = new List<double>();

        var parts = await _files.ExtractAsync(
            FileKind.Pdf, _files.Write(PdfDocument.OfText(Enumerable.Range(1, 500).Select(i => string.Join('\n', Enumerable.Repeat($"This is line of page {i}.", 40))))), new Recorder(told));

        Assert.Equal(Enumerable.Range(1, 500), parts.Select(p => p.Page!.Value).Distinct());
        Assert.Equal(told.Order(), told);
        Assert.InRange(told.Count, 10, 101);
    }

    [Fact]
    public async Task Extract_Scan_IsSaidToBeOne() => Assert.Equal("pdf_no_text", await _files.FailureAsync(FileKind.Pdf, _files.Write(PdfDocument.OfScans(3))));

    [Fact]
    public async Task Extract_PasswordNeeded_IsRefused() => Assert.Equal("file_encrypted", await _files.FailureAsync(FileKind.Pdf, _files.Write(PdfDocument.Protected())));

    [Theory]
    [InlineData("%PDF-1.7\n%%EOF")]
    [InlineData("%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 1 0 R >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF")]
    public async Task Extract_Rubbish_IsRefused(string pdf) => Assert.Equal("file_damaged", await _files.FailureAsync(FileKind.Pdf, _files.Write(pdf)));

    [Fact]
    public async Task Extract_HundredThousandPages_IsRefused() =>
        Assert.Equal("file_too_many_pages", await _files.FailureAsync(FileKind.Pdf, _files.Write(PdfDocument.OfScans(100_000))));

    [Fact]
    public async Task Extract_Stopped_EndsTheReader()
    {
        var path = _files.Write(PdfDocument.OfText(Enumerable.Repeat(string.Join('\n', Enumerable.Repeat("A line of text on a page.", 50)), 1900)));

        await foreach (var part in _files.Parts(FileKind.Pdf, path))
        {
            Assert.Contains(Readers(), command => command.Contains(path, StringComparison.Ordinal));
            break;
        }

        Assert.DoesNotContain(Readers(), command => command.Contains(path, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Readers()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => Path.GetFileName(folder).All(char.IsAsciiDigit)))
        {
            string command;
            try
            {
                command = File.ReadAllText(Path.Combine(folder, "cmdline"));
            }
            catch (IOException)
            {
                continue; // It ended meanwhile.
            }

            if (command.Contains("pdftotext", StringComparison.Ordinal))
            {
                yield return command;
            }
        }
    }

    private Task<List<ExtractedPart>> ReadAsync(byte[] pdf) => _files.ExtractAsync(FileKind.Pdf, _files.Write(pdf));

    private sealed class Recorder(List<double> told) : IProgress<double>
    {
        public void Report(double value) => told.Add(value);
    }
}
