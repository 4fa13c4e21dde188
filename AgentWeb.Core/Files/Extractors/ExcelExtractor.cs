using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Office;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>Excel workbooks: sheet by sheet, a part is a row with the names of its columns. Formulas are read as what they came to.</summary>
internal sealed class ExcelExtractor(IOptionsMonitor<FilesOptions> options) : IFileExtractor
{
    /// <inheritdoc/>
    public IReadOnlySet<FileKind> Kinds { get; } = new HashSet<FileKind> { FileKind.Excel };

    /// <inheritdoc/>
    public IAsyncEnumerable<ExtractedPart> ExtractAsync(string path, FileKind kind, IProgress<double> progress, CancellationToken cancellationToken) =>
        Read(path, options.CurrentValue.Limits, progress, cancellationToken).ToAsyncEnumerable().GuardAsync(options.CurrentValue.Limits, cancellationToken);

    private static IEnumerable<ExtractedPart> Read(string path, ContentLimits limits, IProgress<double> progress, CancellationToken cancellationToken)
    {
        using var package = OfficePackage.Open(path);
        var workbook = Workbook.Read(package, cancellationToken);
        var steps = new ProgressSteps(progress, workbook.Sheets.Sum(sheet => package.LengthOf(sheet.Part)));
        using var stringsXml = package.Read(package.Related(package.MainPart, "sharedStrings", cancellationToken), cancellationToken);
        using var stylesXml = package.Read(package.Related(package.MainPart, "styles", cancellationToken), cancellationToken);
        var strings = SharedStrings.Read(stringsXml, limits);
        var formats = CellFormats.Read(stylesXml, workbook.Since1904);
        var cells = new CellBudget(limits);
        var before = 0L;
        foreach (var (name, part) in workbook.Sheets)
        {
            using var xml = package.Read(part, cancellationToken) ?? throw new InvalidDataException();
            foreach (var row in ReadSheet(name, new SheetRows(xml, strings, formats, cells), limits))
            {
                yield return row;
                steps.Report(before + xml.Position);
            }

            before += package.LengthOf(part);
        }
    }

    /// <summary>The sheet's name stands above its rows, if there are any.</summary>
    private static IEnumerable<ExtractedPart> ReadSheet(string name, SheetRows rows, ContentLimits limits)
    {
        var table = new TableText(limits);
        var last = 0;
        foreach (var row in rows.Read())
        {
            if (last == 0 && !string.IsNullOrWhiteSpace(name))
            {
                yield return new(name, HeadingLevel: 1);
            }

            last = row.Number;
            if (table.Next(row.Values) is { } text)
            {
                yield return new(text, Place: PlaceRange.Row(row.Number, name).ToString());
            }
        }

        if (table.End() is { } names)
        {
            yield return new(names, Place: PlaceRange.Row(last, name).ToString());
        }
    }
}
