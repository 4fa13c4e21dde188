using System.Runtime.CompilerServices;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Pdf;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>PDFs: paragraphs with their pages and headings, by poppler in a process of its own.</summary>
internal sealed class PdfExtractor(Poppler poppler, IOptionsMonitor<FilesOptions> options) : IFileExtractor
{
    /// <inheritdoc/>
    public IReadOnlySet<FileKind> Kinds { get; } = new HashSet<FileKind> { FileKind.Pdf };

    /// <inheritdoc/>
    public IAsyncEnumerable<ExtractedPart> ExtractAsync(string path, FileKind kind, IProgress<double> progress, CancellationToken cancellationToken) =>
        ReadAsync(path, options.CurrentValue.Limits, progress, cancellationToken).GuardAsync(options.CurrentValue.Limits, cancellationToken);

    private async IAsyncEnumerable<ExtractedPart> ReadAsync(
        string path, ContentLimits limits, IProgress<double> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = await poppler.CountPagesAsync(path, cancellationToken);
        if (count > limits.Pages)
        {
            throw new FileRefusedException(FileErrors.TooManyPages(limits.Pages));
        }

        var steps = new ProgressSteps(progress, count);
        var layout = new PdfLayout();
        var furniture = new PdfFurniture();
        var headings = new PdfHeadings();
        var pages = new List<(int Page, List<PdfBlock> Blocks)>();
        var hasText = false;
        await foreach (var output in poppler.ReadTextAsync(path, cancellationToken))
        {
            layout.Take(output.Span, pages);
            foreach (var (page, blocks) in pages)
            {
                headings.Learn(blocks);
                foreach (var block in furniture.Without(blocks))
                {
                    hasText = true;
                    var text = block.ToString();
                    yield return new(text, page, HeadingLevel: headings.LevelOf(block, text));
                }

                steps.Report(page);
            }

            pages.Clear();
        }

        if (!hasText)
        {
            throw new FileRefusedException(FileErrors.PdfWithoutText);
        }
    }
}
