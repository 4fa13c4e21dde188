using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Office;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>Word documents: paragraphs with their headings, tables row by row, then the notes. Pages are those that Word noted when it saved.</summary>
internal sealed class WordExtractor(IOptionsMonitor<FilesOptions> options) : IFileExtractor
{
    private static readonly (string Type, string Heading)[] Notes = [("footnotes", "Footnotes"), ("endnotes", "Endnotes")];

    /// <inheritdoc/>
    public IReadOnlySet<FileKind> Kinds { get; } = new HashSet<FileKind> { FileKind.Word };

    /// <inheritdoc/>
    public IAsyncEnumerable<ExtractedPart> ExtractAsync(string path, FileKind kind, IProgress<double> progress, CancellationToken cancellationToken) =>
        Read(path, options.CurrentValue.Limits, progress, cancellationToken).ToAsyncEnumerable().GuardAsync(options.CurrentValue.Limits, cancellationToken);

    private static IEnumerable<ExtractedPart> Read(string path, ContentLimits limits, IProgress<double> progress, CancellationToken cancellationToken)
    {
        using var package = OfficePackage.Open(path);
        using var stylesXml = package.Read(package.Related(package.MainPart, "styles", cancellationToken), cancellationToken);
        var styles = WordStyles.Read(stylesXml);
        var steps = new ProgressSteps(progress, package.LengthOf(package.MainPart));
        using var xml = package.Read(package.MainPart, cancellationToken) ?? throw new InvalidDataException();
        foreach (var part in new WordText(xml, styles, limits, HasPages(package, cancellationToken)).Read())
        {
            yield return part;
            steps.Report(xml.Position);
        }

        foreach (var (type, heading) in Notes)
        {
            using var notes = package.Read(package.Related(package.MainPart, type, cancellationToken), cancellationToken);
            var isFirst = true;
            foreach (var part in notes is null ? [] : new WordText(notes, styles, limits, hasPages: false).Read())
            {
                if (isFirst)
                {
                    yield return new(heading, HeadingLevel: 1);
                    isFirst = false;
                }

                yield return part;
            }
        }
    }

    private static bool HasPages(OfficePackage package, CancellationToken cancellationToken)
    {
        using var xml = package.Read(package.MainPart, cancellationToken);
        while (xml?.Read() == true)
        {
            if (xml.IsStart("lastRenderedPageBreak"))
            {
                return true;
            }
        }

        return false;
    }
}
