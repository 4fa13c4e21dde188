using System.Runtime.CompilerServices;
using System.Text;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Text;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>Plain text: a part is a paragraph, or so many lines of a log, which has none.</summary>
internal sealed class TextExtractor(IOptionsMonitor<FilesOptions> options) : IFileExtractor
{
    private const int MaxPartLength = 1200;

    /// <inheritdoc/>
    public IReadOnlySet<FileKind> Kinds { get; } = new HashSet<FileKind> { FileKind.Text };

    /// <inheritdoc/>
    public IAsyncEnumerable<ExtractedPart> ExtractAsync(string path, FileKind kind, IProgress<double> progress, CancellationToken cancellationToken) =>
        ReadAsync(path, progress, cancellationToken).GuardAsync(options.CurrentValue.Limits, cancellationToken);

    private static async IAsyncEnumerable<ExtractedPart> ReadAsync(string path, IProgress<double> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var part = new StringBuilder();
        var (first, last) = (0, 0);
        await foreach (var line in TextLines.ReadAsync(path, progress, cancellationToken))
        {
            if (part.Length > 0 && (line.IsBlank || part.Length + line.Text.Length > MaxPartLength))
            {
                yield return new(part.ToString(), Place: PlaceRange.Lines(first, last).ToString());
                part.Clear();
            }

            if (!line.IsBlank)
            {
                first = part.Length == 0 ? line.Number : first;
                last = line.Number;
                part.Append(part.Length == 0 ? "" : "\n").Append(line.Text.AsSpan().TrimEnd());
            }
        }

        if (part.Length > 0)
        {
            yield return new(part.ToString(), Place: PlaceRange.Lines(first, last).ToString());
        }
    }
}
