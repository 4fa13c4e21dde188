using System.Runtime.CompilerServices;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Pdf;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>PDFs: paragraphs with their pages, by poppler in a process of its own.</summary>
internal sealed class PdfExtractor(Poppler poppler, IOptions<FilesOptions> options) : IFileExtractor
{
    /// <inheritdoc/>
    public IReadOnlySet<FileKind> Kinds { get; } = new HashSet<FileKind> { FileKind.Pdf };

    /// <inheritdoc/>
    public IAsyncEnumerable<ExtractedPart> ExtractAsync(string path, FileKind kind, IProgress<double> progress, CancellationToken cancellationToken) =>
        ReadAsync(path, options.Value.Limits, progress, cancellationToken).GuardAsync(options.Value.Limits, cancellationToken);

    private async IAsyncEnumerable<ExtractedPart> ReadAsync(
        string path, ContentLimits limits, IProgress<double> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = await poppler.CountPagesAsync(path, cancellationToken);
        if (count > limits.Pages)
        {
            throw new FileRefusedException(FileErrors.TooManyPages(limits.Pages));
        }

        var steps = new ProgressSteps(progress, count);
        var pages = new PdfPages();
        var parts = new List<ExtractedPart>();
        var hasText = false;
        await foreach (var block in poppler.ReadTextAsync(path, cancellationToken))
        {
            pages.Take(block.Span, parts);
            foreach (var part in parts)
            {
                hasText = true;
                yield return part;
            }

            parts.Clear();
            steps.Report(pages.Page - 1);
        }

        pages.End(parts);
        foreach (var part in parts)
        {
            hasText = true;
            yield return part;
        }

        if (!hasText)
        {
            throw new FileRefusedException(FileErrors.PdfWithoutText);
        }
    }
}
