using System.Globalization;
using System.Text;

namespace AgentWeb.Core.Files.Office;

/// <summary>The paragraph that is being read.</summary>
internal sealed class WordParagraph
{
    private readonly StringBuilder _text = new();
    private string? _style;
    private int? _outline;
    private int? _listLevel;
    private bool _isList;

    /// <summary>Page on which its first letter stands.</summary>
    public int? Page { get; private set; }

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>Takes a property of it, if that is one.</summary>
    public void TakeProperty(OfficeXml xml)
    {
        switch (xml.Name)
        {
            case "pStyle":
                _style = xml.Attribute("val");
                break;
            case "outlineLvl":
                _outline = WordStyles.LevelOfOutline(xml.Attribute("val"));
                break;
            case "ilvl":
                _listLevel = int.TryParse(xml.Attribute("val"), NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? Math.Min(level, 8) : 0;
                break;
            case "numId":
                _isList = xml.Attribute("val") is not (null or "0");
                break;
        }
    }

    /// <summary>Takes text.</summary>
    public void TakeText(OfficeXml xml, int? page)
    {
        Page = IsEmpty ? page : Page;
        xml.AppendTextTo(_text);
    }

    /// <summary>Takes a character that is not written as one.</summary>
    public void Take(char c)
    {
        if (!IsEmpty)
        {
            _text.Append(c);
        }
    }

    /// <summary>Its level as a heading; 0 when it is none.</summary>
    public int Level(WordStyles styles) => _outline ?? styles.LevelOf(_style);

    /// <summary>Its text, a list item with its dash; it is empty afterwards, as are its properties.</summary>
    public string End(bool isHeading)
    {
        var text = _text.ToString().Trim();
        var item = _isList && !isHeading && text.Length > 0 ? new string(' ', 2 * (_listLevel ?? 0)) + "- " + text : text;
        _text.Clear();
        (_style, _outline, _listLevel, _isList) = (null, null, null, false);
        return item;
    }
}
