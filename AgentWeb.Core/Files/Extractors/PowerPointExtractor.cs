using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Office;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>PowerPoint presentations: slide by slide, its title as a heading, then the rest of it and what the speaker notes.</summary>
internal sealed class PowerPointExtractor(IOptionsMonitor<FilesOptions> options) : IFileExtractor
{
    /// <inheritdoc/>
    public IReadOnlySet<FileKind> Kinds { get; } = new HashSet<FileKind> { FileKind.PowerPoint };

    /// <inheritdoc/>
    public IAsyncEnumerable<ExtractedPart> ExtractAsync(string path, FileKind kind, IProgress<double> progress, CancellationToken cancellationToken) =>
        Read(path, options.CurrentValue.Limits, progress, cancellationToken).ToAsyncEnumerable().GuardAsync(options.CurrentValue.Limits, cancellationToken);

    private static IEnumerable<ExtractedPart> Read(string path, ContentLimits limits, IProgress<double> progress, CancellationToken cancellationToken)
    {
        using var package = OfficePackage.Open(path);
        var slides = Slides(package, cancellationToken);
        if (slides.Count > limits.Pages)
        {
            throw new FileRefusedException(FileErrors.TooManyPages(limits.Pages));
        }

        var steps = new ProgressSteps(progress, slides.Count);
        var cells = new CellBudget(limits);
        for (var i = 0; i < slides.Count; i++)
        {
            using var xml = package.Read(slides[i], cancellationToken) ?? throw new InvalidDataException();
            foreach (var paragraph in new SlideText(xml, limits, cells).Read().Where(p => !IsFurniture(p)))
            {
                yield return new(paragraph.Text, i + 1, HeadingLevel: paragraph.Holder is "title" or "ctrTitle" ? 1 : 0);
            }

            using var notes = package.Read(package.Related(slides[i], "notesSlide", cancellationToken), cancellationToken);
            foreach (var paragraph in notes is null ? [] : new SlideText(notes, limits, cells).Read().Where(p => p.Holder == "body"))
            {
                yield return new(paragraph.Text, i + 1);
            }

            steps.Report(i + 1);
        }
    }

    /// <summary>The parts of the slides in the order they are shown in.</summary>
    private static List<string> Slides(OfficePackage package, CancellationToken cancellationToken)
    {
        var parts = package.RelationsOf(package.MainPart, cancellationToken).Where(r => r.IsOfType("slide")).DistinctBy(r => r.Id).ToDictionary(r => r.Id, r => r.Target);
        var slides = new List<string>();
        using var xml = package.Read(package.MainPart, cancellationToken) ?? throw new InvalidDataException();
        while (xml.Read())
        {
            if (xml.IsStart("sldId") && parts.Remove(xml.RelationId ?? "", out var part) && package.Has(part))
            {
                slides.Add(part);
            }
        }

        return slides;
    }

    /// <summary>What stands on every slide.</summary>
    private static bool IsFurniture(SlideParagraph paragraph) => paragraph.Holder is "sldNum" or "dt" or "ftr" or "hdr";
}
