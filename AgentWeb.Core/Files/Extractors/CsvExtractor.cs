using System.Runtime.CompilerServices;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Text;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>Tables in text: a part is a row, with the names of its columns.</summary>
internal sealed class CsvExtractor(IOptionsMonitor<FilesOptions> options) : IFileExtractor
{
    /// <inheritdoc/>
    public IReadOnlySet<FileKind> Kinds { get; } = new HashSet<FileKind> { FileKind.Csv };

    /// <inheritdoc/>
    public IAsyncEnumerable<ExtractedPart> ExtractAsync(string path, FileKind kind, IProgress<double> progress, CancellationToken cancellationToken) =>
        ReadAsync(path, options.CurrentValue.Limits, progress, cancellationToken).GuardAsync(options.CurrentValue.Limits, cancellationToken);

    private static async IAsyncEnumerable<ExtractedPart> ReadAsync(
        string path, ContentLimits limits, IProgress<double> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var records = new CsvRecords(await DelimiterAsync(path, cancellationToken), limits.Cells);
        var table = new TableText(limits);
        var cells = new CellBudget(limits);
        var number = 0;
        await foreach (var record in records.ReadAsync(path, progress, cancellationToken))
        {
            number++;
            cells.Take(record.Count);
            if (table.Next(record) is { } text)
            {
                yield return new(text, Place: PlaceRange.Row(number).ToString());
            }
        }

        if (table.End() is { } names)
        {
            yield return new(names, Place: PlaceRange.Row(number).ToString());
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
