using System.Globalization;
using System.Text;

namespace AgentWeb.E2E.Infrastructure.Documents;

/// <summary>Packages that call themselves documents and are made by hand.</summary>
public static class HostilePackage
{
    private const string Types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/main.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.";

    private const string WordMain = "wordprocessingml.document.main+xml";

    private const string SheetMain = "spreadsheetml.sheet.main+xml";

    /// <summary>A Word document whose main part is this.</summary>
    public static RawZip Word(string main) => Word(Encoding.UTF8.GetBytes(main));

    /// <summary>A Word document whose main part is this.</summary>
    public static RawZip Word(byte[] main) => Start(new RawZip(), WordMain).Add("main.xml", main);

    /// <summary>A Word document of nothing, in an archive with these claims.</summary>
    public static RawZip Word(RawZip zip) => Start(zip, WordMain).Add("main.xml", "<document/>"u8.ToArray());

    /// <summary>A workbook whose only sheet is this.</summary>
    public static RawZip Excel(byte[] sheet) => Start(new RawZip(), SheetMain)
        .Add("main.xml", Encoding.UTF8.GetBytes("<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>"))
        .Add("_rels/main.xml.rels", Relations(("r1", "worksheet", "sheet.xml")))
        .Add("sheet.xml", sheet);

    /// <summary>A sheet of empty cells: there is hardly anything left of it when it is packed.</summary>
    public static byte[] EmptyCells(int rows, int columns)
    {
        var row = $"<row>{string.Concat(Enumerable.Repeat("<c/>", columns))}</row>";
        return Encoding.ASCII.GetBytes($"<worksheet><sheetData>{string.Concat(Enumerable.Repeat(row, rows))}</sheetData></worksheet>");
    }

    /// <summary>A sheet of numbers that come in no order: packed, it is about an eighth, which no rule against bombs forbids.</summary>
    public static byte[] Numbers(int rows, int columns)
    {
        var random = new Random(1);
        using var sheet = new MemoryStream();
        sheet.Write("<worksheet><sheetData>"u8);
        Span<byte> cell = [.. "<c><v>000</v></c>"u8];
        for (var row = 0; row < rows; row++)
        {
            sheet.Write("<row>"u8);
            for (var column = 0; column < columns; column++)
            {
                random.Next(100, 999).TryFormat(cell[6..9], out _, default, CultureInfo.InvariantCulture);
                sheet.Write(cell);
            }

            sheet.Write("</row>"u8);
        }

        sheet.Write("</sheetData></worksheet>"u8);
        return sheet.ToArray();
    }

    /// <summary>The list of parts that a part refers to.</summary>
    public static byte[] Relations(params (string Id, string Type, string Target)[] relations) => Encoding.UTF8.GetBytes(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + string.Concat(relations.Select(r => $"<Relationship Id=\"{r.Id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{r.Type}\" Target=\"{r.Target}\"/>"))
        + "</Relationships>");

    private static RawZip Start(RawZip zip, string main) => zip
        .Add("[Content_Types].xml", Encoding.UTF8.GetBytes(Types + main + "\"/></Types>"))
        .Add("_rels/.rels", Relations(("r0", "officeDocument", "main.xml")));
}
