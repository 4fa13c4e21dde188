using System.Globalization;
using System.Text;
using AgentWeb.Core.Files.Extractors;

namespace AgentWeb.Core.Files.Office;

/// <summary>A row of a sheet.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Values">What its cells show; those without anything are empty.</param>
internal readonly record struct SheetRow(int Number, IReadOnlyList<string> Values);

/// <summary>Reads a sheet row by row. What is held is one row.</summary>
/// <param name="xml">The sheet.</param>
/// <param name="strings">The workbook's texts.</param>
/// <param name="formats">How its numbers are shown.</param>
/// <param name="cells">Counts the cells, empty ones too: they cost as much.</param>
internal sealed class SheetRows(OfficeXml xml, SharedStrings strings, CellFormats formats, CellBudget cells)
{
    private const int MaxColumns = 16_384;

    private readonly StringBuilder _value = new();

    /// <summary>Reads them; empty ones are left out.</summary>
    public IEnumerable<SheetRow> Read()
    {
        var number = 0;
        while (xml.Read())
        {
            if (!xml.IsStart("row"))
            {
                continue;
            }

            number = ReadNumber(xml.Attribute("r")) ?? number + 1;
            if (ReadRow() is { Count: > 0 } values)
            {
                yield return new(number, values);
            }
        }
    }

    private List<string> ReadRow()
    {
        var values = new List<string>();
        var column = 0;
        while (!xml.IsEnd("row") && xml.Read())
        {
            if (!xml.IsStart("c"))
            {
                continue;
            }

            cells.Take(1);
            column = Math.Min(Column(xml.Attribute("r")) ?? column + 1, MaxColumns);
            if (ReadCell(xml.Attribute("t"), xml.Attribute("s")) is { Length: > 0 } value)
            {
                while (values.Count < column)
                {
                    values.Add("");
                }

                values[column - 1] = value;
            }
        }

        return values;
    }

    private string ReadCell(string? type, string? style)
    {
        _value.Clear();
        var isValue = false;
        while (!xml.IsEnd("c") && xml.Read())
        {
            if (xml.IsStart("is"))
            {
                CellText.Append(xml, _value, "is");
            }
            else if (xml.IsText && isValue)
            {
                xml.AppendTextTo(_value);
            }

            isValue = xml.IsStart("v") || (isValue && !xml.IsEnd("v"));
        }

        var text = _value.ToString();
        return type switch
        {
            "s" => strings[ReadNumber(text) ?? -1],
            "b" => text == "1" ? "TRUE" : "FALSE",
            "e" or "str" or "inlineStr" => text,
            _ => text.Length == 0 ? "" : formats.Show(text, style),
        };
    }

    private static int? ReadNumber(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The column of a cell's name, such as 28 of AB7.</summary>
    private static int? Column(string? name)
    {
        var column = 0;
        foreach (var c in name ?? "")
        {
            if (!char.IsAsciiLetterUpper(c) || column > MaxColumns)
            {
                break;
            }

            column = (column * 26) + c - 'A' + 1;
        }

        return column == 0 ? null : column;
    }
}
