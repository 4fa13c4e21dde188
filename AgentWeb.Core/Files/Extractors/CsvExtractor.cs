using System.Runtime.CompilerServices;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Text;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>Tables in text: a part is a row, with the names of its columns.</summary>
internal sealed class CsvExtractor(IOptions<FilesOptions> options) : IFileExtractor
{
    /// <inheritdoc/>
    public IReadOnlySet<FileKind> Kinds { get; } = new HashSet<FileKind> { FileKind.Csv };

    /// <inheritdoc/>
    public IAsyncEnumerable<ExtractedPart> ExtractAsync(string path, FileKind kind, IProgress<double> progress, CancellationToken cancellationToken) =>
        ReadAsync(path, options.Value.Limits, progress, cancellationToken).GuardAsync(options.Value.Limits, cancellationToken);

    private static async IAsyncEnumerable<ExtractedPart> ReadAsync(
        string path, ContentLimits limits, IProgress<double> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var records = new CsvRecords(await DelimiterAsync(path, cancellationToken), limits.Cells);
        var rows = new TableRows(limits);
        var cells = 0L;
        var number = 0;
        await foreach (var record in records.ReadAsync(path, progress, cancellationToken))
        {
            cells += record.Count;
            if (cells > limits.Cells)
            {
                throw new FileRefusedException(FileErrors.TooManyCells(limits.Cells));
            }

            if (rows.Next(++number, record) is { } part)
            {
                yield return part;
            }
        }

        if (rows.End() is { } names)
        {
            yield return names;
        }
    }

    private static async Task<char> DelimiterAsync(string path, CancellationToken cancellationToken)
    {
        await foreach (var block in TextBlocks.ReadAsync(path, NoProgress.Instance, cancellationToken))
        {
            return CsvDelimiter.Detect(block.Span, isAll: false) ?? CsvDelimiter.MostCommon(block.Span);
        }

        return ',';
    }
}
