using AgentWeb.Core.Files.Extractors;

namespace AgentWeb.Core.Files.Office;

/// <summary>Reads the paragraphs and tables of a part of a Word document in their order.</summary>
/// <param name="xml">The part.</param>
/// <param name="styles">What is a heading.</param>
/// <param name="limits">What tables may have.</param>
/// <param name="hasPages">Whether the program that saved it wrote down where pages ended.</param>
internal sealed class WordText(OfficeXml xml, WordStyles styles, ContentLimits limits, bool hasPages)
{
    /// <summary>Columns of a table with names; two are mostly a name and its value.</summary>
    private const int LeastColumns = 3;

    /// <summary>What was struck, what stands there a second time for older programs, and properties of another time.</summary>
    private static readonly HashSet<string> Unseen = new(StringComparer.Ordinal)
    {
        "del", "moveFrom", "Fallback", "pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange", "tabs", "sectPr",
    };

    private readonly WordParagraph _paragraph = new();
    private readonly CellBudget _cells = new(limits);
    private readonly List<string> _row = [];
    private readonly List<string> _cell = [];
    private TableText? _table;
    private int _tables;
    private int _paragraphs;
    private int? _page = hasPages ? 1 : null;
    private int? _rowPage;
    private bool _brokeItself;
    private bool _isText;

    /// <summary>Reads them.</summary>
    public IEnumerable<ExtractedPart> Read()
    {
        while (xml.Read())
        {
            if (xml.IsAnyStart)
            {
                Start();
            }
            else if (xml.IsText && _isText)
            {
                _brokeItself = false;
                _paragraph.TakeText(xml, _page);
            }
            else if (xml.IsAnyEnd && End() is { } part)
            {
                yield return part;
            }
        }
    }

    private void Start()
    {
        if (Unseen.Contains(xml.Name))
        {
            xml.Skip();
            return;
        }

        switch (xml.Name)
        {
            case "p":
                // A text box is a paragraph in a paragraph.
                _paragraph.Take(_paragraphs++ > 0 ? '\n' : ' ');
                break;
            case "tbl":
                _tables++;
                _table ??= new(limits, LeastColumns);
                break;
            case "t":
                _isText = true;
                break;
            case "tab":
                _paragraph.Take('\t');
                break;
            case "noBreakHyphen":
                _paragraph.Take('-');
                break;
            case "br" or "cr":
                Break();
                break;
            case "lastRenderedPageBreak":
                _page += _brokeItself ? 0 : 1;
                _brokeItself = false;
                break;
            default:
                if (_paragraphs <= 1)
                {
                    _paragraph.TakeProperty(xml);
                }

                break;
        }
    }

    /// <summary>A break that somebody made is followed by one that the program noted, for the same page.</summary>
    private void Break()
    {
        if (xml.Attribute("type") == "page")
        {
            _page++;
            _brokeItself = true;
        }
        else
        {
            _paragraph.Take('\n');
        }
    }

    private ExtractedPart? End()
    {
        switch (xml.Name)
        {
            case "t":
                _isText = false;
                return null;
            case "p":
                return --_paragraphs > 0 ? null : EndParagraph();
            case "tc" when _tables == 1:
                _cells.Take(1);
                _row.Add(string.Join('\n', _cell));
                _cell.Clear();
                return null;
            case "tr" when _tables == 1:
                var row = _table?.Next(_row);
                _row.Clear();
                return row is null ? null : new(row, _rowPage);
            case "tbl" when --_tables == 0:
                var names = _table?.End();
                _table = null;
                return names is null ? null : new(names, _rowPage);
            default:
                return null;
        }
    }

    private ExtractedPart? EndParagraph()
    {
        var level = _tables > 0 ? 0 : _paragraph.Level(styles);
        var text = _paragraph.End(isHeading: level > 0);
        if (text.Length == 0)
        {
            return null;
        }

        if (_tables == 0)
        {
            return new(text, _paragraph.Page, HeadingLevel: level);
        }

        _rowPage = _row.Count == 0 && _cell.Count == 0 ? _paragraph.Page : _rowPage;
        _cell.Add(text);
        return null;
    }
}
