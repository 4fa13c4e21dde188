using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using A = DocumentFormat.OpenXml.Drawing;
using P = DocumentFormat.OpenXml.Presentation;
using S = DocumentFormat.OpenXml.Spreadsheet;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace AgentWeb.Tests.Fakes;

/// <summary>Real Office documents, written by the Open XML SDK.</summary>
public static class OfficeDocuments
{
    /// <summary>A Word document of these paragraphs and tables.</summary>
    public static byte[] Word(params OpenXmlElement[] content) => Word(content, footnotes: []);

    /// <summary>A Word document with footnotes.</summary>
    public static byte[] Word(OpenXmlElement[] content, string[] footnotes)
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            main.Document = new W.Document(new W.Body(content));
            main.AddNewPart<StyleDefinitionsPart>().Styles = new W.Styles(
                Style("berschrift1", "heading 1", null), Style("berschrift2", "Heading 2", null), Style("Kapitel", "Chapter", "berschrift1"), Style("Standard", "Normal", null));
            if (footnotes.Length > 0)
            {
                main.AddNewPart<FootnotesPart>().Footnotes = new W.Footnotes(footnotes.Select((text, i) => new W.Footnote(Paragraph(text)) { Id = i + 1 }));
            }
        }

        return stream.ToArray();
    }

    /// <summary>A paragraph.</summary>
    public static W.Paragraph Paragraph(string text, string? style = null) => new(
        new W.ParagraphProperties(style is null ? [] : [new W.ParagraphStyleId { Val = style }]),
        new W.Run(new W.Text(text) { Space = SpaceProcessingModeValues.Preserve }));

    /// <summary>A table.</summary>
    public static W.Table Table(params string[][] rows) =>
        new(rows.Select(row => new W.TableRow(row.Select(cell => new W.TableCell(Paragraph(cell))))));

    /// <summary>A workbook of these sheets. Text goes to the shared strings; numbers, dates and truths are that.</summary>
    public static byte[] Excel(params (string Name, object?[][] Rows)[] sheets)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var strings = new List<string>();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = new S.Stylesheet(
                new S.NumberingFormats(new S.NumberingFormat { NumberFormatId = 170, FormatCode = "yyyy\\-mm\\-dd" }),
                new S.CellFormats(new S.CellFormat { NumberFormatId = 0 }, new S.CellFormat { NumberFormatId = 170 }, new S.CellFormat { NumberFormatId = 10 }));
            workbook.Workbook = new S.Workbook(new S.Sheets(sheets.Select((sheet, i) =>
            {
                var part = workbook.AddNewPart<WorksheetPart>();
                part.Worksheet = new S.Worksheet(new S.SheetData(sheet.Rows.Select((row, r) => Row(row, r + 1, strings))));
                return new S.Sheet { Name = sheet.Name, SheetId = (uint)i + 1, Id = workbook.GetIdOfPart(part) };
            })));
            workbook.AddNewPart<SharedStringTablePart>().SharedStringTable = new S.SharedStringTable(strings.Select(text => new S.SharedStringItem(new S.Text(text))));
        }

        return stream.ToArray();
    }

    /// <summary>A presentation: title, lines and notes of each slide.</summary>
    public static byte[] PowerPoint(params (string Title, string[] Lines, string? Notes)[] slides)
    {
        using var stream = new MemoryStream();
        using (var document = PresentationDocument.Create(stream, PresentationDocumentType.Presentation))
        {
            var presentation = document.AddPresentationPart();
            var ids = new P.SlideIdList();
            foreach (var (title, lines, notes) in slides)
            {
                var part = presentation.AddNewPart<SlidePart>();
                part.Slide = new P.Slide(new P.CommonSlideData(new P.ShapeTree(
                    Shape(P.PlaceholderValues.Title, title), Shape(P.PlaceholderValues.SlideNumber, "7"), Shape(P.PlaceholderValues.Body, lines))));
                if (notes is not null)
                {
                    part.AddNewPart<NotesSlidePart>().NotesSlide = new P.NotesSlide(new P.CommonSlideData(new P.ShapeTree(
                        Shape(P.PlaceholderValues.SlideImage, "picture"), Shape(P.PlaceholderValues.Body, notes))));
                }

                // The last one added is shown first, so that the order is not that of the parts.
                ids.PrependChild(new P.SlideId { Id = 256u + (uint)ids.ChildElements.Count, RelationshipId = presentation.GetIdOfPart(part) });
            }

            presentation.Presentation = new P.Presentation(ids);
        }

        return stream.ToArray();
    }

    /// <summary>The same package with another part.</summary>
    public static byte[] With(byte[] package, string name, byte[] content, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var stream = new MemoryStream();
        stream.Write(package);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(name)?.Delete();
            using var entry = zip.CreateEntry(name, level).Open();
            entry.Write(content);
        }

        return stream.ToArray();
    }

    private static W.Style Style(string id, string name, string? basedOn) =>
        new(new W.StyleName { Val = name }, new W.BasedOn { Val = basedOn ?? "Standard" }) { Type = W.StyleValues.Paragraph, StyleId = id };

    private static S.Row Row(object?[] values, int number, List<string> strings) =>
        new(values.Select((value, column) => (Value: value, Column: column)).Where(v => v.Value is not null).Select(v => Cell(v.Value!, $"{(char)('A' + v.Column)}{number}", strings)))
        {
            RowIndex = (uint)number,
        };

    private static S.Cell Cell(object value, string place, List<string> strings)
    {
        switch (value)
        {
            case string text:
                strings.Add(text);
                return new() { CellReference = place, DataType = S.CellValues.SharedString, CellValue = new(strings.Count - 1) };
            case bool truth:
                return new() { CellReference = place, DataType = S.CellValues.Boolean, CellValue = new(truth ? "1" : "0") };
            case DateOnly date:
                return new() { CellReference = place, StyleIndex = 1, CellValue = new(date.ToDateTime(default).ToOADate()) };
            case decimal share:
                return new() { CellReference = place, StyleIndex = 2, CellValue = new(share) };
            default:
                return new() { CellReference = place, CellValue = new(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)) };
        }
    }

    private static P.Shape Shape(P.PlaceholderValues type, params string[] lines) => new(
        new P.NonVisualShapeProperties(
            new P.NonVisualDrawingProperties { Id = 2, Name = "x" },
            new P.NonVisualShapeDrawingProperties(),
            new P.ApplicationNonVisualDrawingProperties(new P.PlaceholderShape { Type = type })),
        new P.ShapeProperties(),
        new P.TextBody([new A.BodyProperties(), .. lines.Select(line => new A.Paragraph(new A.Run(new A.Text(line))))]));
}
