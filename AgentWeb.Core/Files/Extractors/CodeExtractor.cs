using System.Runtime.CompilerServices;
using System.Text;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Text;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>
/// Source code of any language: a part ends at a blank line before something that stands as far out as the part began, which is
/// mostly between two functions, and at any blank line once it is long.
/// </summary>
internal sealed class CodeExtractor(IOptionsMonitor<FilesOptions> options) : IFileExtractor
{
    private const int LongPart = 1000;
    private const int MaxPartLength = 1600;

    /// <inheritdoc/>
    public IReadOnlySet<FileKind> Kinds { get; } = new HashSet<FileKind> { FileKind.Code };

    /// <inheritdoc/>
    public IAsyncEnumerable<ExtractedPart> ExtractAsync(string path, FileKind kind, IProgress<double> progress, CancellationToken cancellationToken) =>
        ReadAsync(path, progress, cancellationToken).GuardAsync(options.CurrentValue.Limits, cancellationToken);

    private static async IAsyncEnumerable<ExtractedPart> ReadAsync(string path, IProgress<double> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var part = new StringBuilder();
        var (first, last, indent) = (0, 0, 0);
        await foreach (var line in TextLines.ReadAsync(path, progress, cancellationToken))
        {
            if (line.IsBlank)
            {
                continue;
            }

            var blankBefore = line.Number > last + 1;
            if (part.Length > 0 && (part.Length + line.Text.Length > MaxPartLength || (blankBefore && (Indent(line.Text) <= indent || part.Length > LongPart))))
            {
                yield return new(part.ToString(), Place: PlaceRange.Lines(first, last).ToString());
                part.Clear();
            }

            if (part.Length == 0)
            {
                (first, indent) = (line.Number, Indent(line.Text));
            }
            else
            {
                part.Append(blankBefore ? "\n\n" : "\n");
            }

            part.Append(line.Text.AsSpan().TrimEnd());
            last = line.Number;
        }

        if (part.Length > 0)
        {
            yield return new(part.ToString(), Place: PlaceRange.Lines(first, last).ToString());
        }
    }

    /// <summary>How far in a line stands; a tab counts as four.</summary>
    private static int Indent(string line)
    {
        var indent = 0;
        foreach (var c in line)
        {
            if (c is not (' ' or '\t'))
            {
                break;
            }

            indent += c == '\t' ? 4 : 1;
        }

        return indent;
    }
}
