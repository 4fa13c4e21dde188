using System.Runtime.CompilerServices;
using System.Text;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Text;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>Markdown as it is written: headings are kept as such, a fence of code stays one part if it is not too long.</summary>
internal sealed class MarkdownExtractor(IOptionsMonitor<FilesOptions> options) : IFileExtractor
{
    private const int MaxPartLength = 1200;

    /// <inheritdoc/>
    public IReadOnlySet<FileKind> Kinds { get; } = new HashSet<FileKind> { FileKind.Markdown };

    /// <inheritdoc/>
    public IAsyncEnumerable<ExtractedPart> ExtractAsync(string path, FileKind kind, IProgress<double> progress, CancellationToken cancellationToken) =>
        ReadAsync(path, progress, cancellationToken).GuardAsync(options.CurrentValue.Limits, cancellationToken);

    private static async IAsyncEnumerable<ExtractedPart> ReadAsync(string path, IProgress<double> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var part = new StringBuilder();
        var fence = default(MarkdownFence?);
        await foreach (var line in TextLines.ReadAsync(path, progress, cancellationToken))
        {
            var isFence = MarkdownFence.Of(line.Text);
            if (fence is null && isFence is null)
            {
                if (part.Length > 0 && UnderlineLevel(line.Text) is > 0 and var underlined && !part.ToString().Contains('\n', StringComparison.Ordinal))
                {
                    yield return new(part.ToString().Trim(), HeadingLevel: underlined);
                    part.Clear();
                    continue;
                }

                if (AtxHeading(line.Text) is { } heading)
                {
                    if (part.Length > 0)
                    {
                        yield return new(part.ToString());
                        part.Clear();
                    }

                    yield return heading;
                    continue;
                }
            }

            var endsHere = fence is null ? line.IsBlank : false;
            if (part.Length > 0 && (endsHere || part.Length + line.Text.Length > MaxPartLength))
            {
                yield return new(part.ToString());
                part.Clear();
            }

            if (!line.IsBlank || (fence is not null && part.Length > 0))
            {
                part.Append(part.Length == 0 ? "" : "\n").Append(line.Text.AsSpan().TrimEnd());
            }

            fence = fence is null ? isFence : fence.IsClosedBy(line.Text) ? null : fence;
        }

        if (part.ToString().AsSpan().Trim().Length > 0)
        {
            yield return new(part.ToString());
        }
    }

    private static ExtractedPart? AtxHeading(string line)
    {
        var text = line.AsSpan().TrimStart();
        var level = text.IndexOfAnyExcept('#');
        if (level is < 1 or > 6 || line.Length - text.Length > 3 || text[level] is not (' ' or '\t'))
        {
            return null;
        }

        var title = text[level..].Trim().TrimEnd('#').TrimEnd();
        return title.Length == 0 ? null : new(title.ToString(), HeadingLevel: level);
    }

    /// <summary>1 below a title underlined by <c>===</c>, 2 by <c>---</c>; 0 for anything else.</summary>
    private static int UnderlineLevel(string line)
    {
        var text = line.AsSpan().Trim();
        return text.Length < 3 ? 0 : !text.ContainsAnyExcept('=') ? 1 : !text.ContainsAnyExcept('-') ? 2 : 0;
    }
}
