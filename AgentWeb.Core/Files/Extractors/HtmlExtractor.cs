using System.Runtime.CompilerServices;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Text;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>Web pages: their text and headings, without scripts, styles, and all that is in tags.</summary>
internal sealed class HtmlExtractor(IOptionsMonitor<FilesOptions> options) : IFileExtractor
{
    /// <inheritdoc/>
    public IReadOnlySet<FileKind> Kinds { get; } = new HashSet<FileKind> { FileKind.Html };

    /// <inheritdoc/>
    public IAsyncEnumerable<ExtractedPart> ExtractAsync(string path, FileKind kind, IProgress<double> progress, CancellationToken cancellationToken) =>
        ReadAsync(path, progress, cancellationToken).GuardAsync(options.CurrentValue.Limits, cancellationToken);

    private static async IAsyncEnumerable<ExtractedPart> ReadAsync(string path, IProgress<double> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var html = new HtmlTokens();
        var tokens = new List<HtmlToken>();
        var block = new HtmlBlock();
        await foreach (var characters in TextBlocks.ReadAsync(path, progress, cancellationToken))
        {
            html.Take(characters.Span, tokens);
            foreach (var token in tokens)
            {
                if (block.Take(token) is { } part)
                {
                    yield return part;
                }
            }

            tokens.Clear();
        }

        html.End(tokens);
        foreach (var token in tokens)
        {
            if (block.Take(token) is { } part)
            {
                yield return part;
            }
        }

        if (block.End() is { } last)
        {
            yield return last;
        }
    }
}
