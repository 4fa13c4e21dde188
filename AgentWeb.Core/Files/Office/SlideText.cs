using System.Text;
using AgentWeb.Core.Files.Extractors;

namespace AgentWeb.Core.Files.Office;

/// <summary>A paragraph or row on a slide.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Holder">What its shape is there for, such as title, body or sldNum; null for one that somebody drew.</param>
internal readonly record struct SlideParagraph(string Text, string? Holder);

/// <summary>Reads what is written on a slide, or on its notes, in the order of its shapes.</summary>
/// <param name="xml">The slide.</param>
/// <param name="limits">What tables may have.</param>
/// <param name="cells">Counts the cells.</param>
internal sealed class SlideText(OfficeXml xml, ContentLimits limits, CellBudget cells)
{
    private const int LeastColumns = 3;

    private readonly StringBuilder _paragraph = new();
    private readonly List<string> _cell = [];
    private readonly List<string> _row = [];
    private TableText? _table;
    private string? _holder;
    private bool _isText;

    /// <summary>Reads it.</summary>
    public IEnumerable<SlideParagraph> Read()
    {
        while (xml.Read())
        {
            if (xml.IsAnyStart)
            {
                Start();
            }
            else if (xml.IsText && _isText)
            {
                xml.AppendTextTo(_paragraph);
            }
            else if (xml.IsAnyEnd && End() is { Length: > 0 } text)
            {
                yield return new(text, _holder);
            }
        }
    }

    private void Start()
    {
        switch (xml.Name)
        {
            case "Fallback":
                xml.Skip();
                break;
            case "sp" or "graphicFrame":
                _holder = null;
                break;
            case "ph":
                _holder = xml.Attribute("type") ?? "body";
                break;
            case "tbl":
                _table = new(limits, LeastColumns);
                break;
            case "t":
                _isText = true;
                break;
            case "br":
                _paragraph.Append('\n');
                break;
        }
    }

    private string? End()
    {
        switch (xml.Name)
        {
            case "t":
                _isText = false;
                return null;
            case "p":
                var text = _paragraph.ToString().Trim();
                _paragraph.Clear();
                if (_table is null)
                {
                    return text;
                }

                _cell.Add(text);
                return null;
            case "tc":
                cells.Take(1);
                _row.Add(string.Join(' ', _cell));
                _cell.Clear();
                return null;
            case "tr":
                var row = _table?.Next(_row);
                _row.Clear();
                return row;
            case "tbl":
                var names = _table?.End();
                _table = null;
                return names;
            default:
                return null;
        }
    }
}
