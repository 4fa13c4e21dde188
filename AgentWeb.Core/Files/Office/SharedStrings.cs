using System.Text;

namespace AgentWeb.Core.Files.Office;

/// <summary>The texts of a workbook, to which its cells refer by number: one array of characters, however many there are.</summary>
internal sealed class SharedStrings
{
    private readonly List<int> _ends = [];
    private readonly StringBuilder _one = new();
    private char[] _characters = new char[4096];
    private int _length;

    /// <summary>Reads them; a workbook of numbers has none.</summary>
    /// <exception cref="FileRefusedException">There are more than may be.</exception>
    public static SharedStrings Read(OfficeXml? xml, ContentLimits limits)
    {
        var strings = new SharedStrings();
        while (xml?.Read() == true)
        {
            if (xml.IsStart("si"))
            {
                strings.Add(xml, limits);
            }
        }

        return strings;
    }

    /// <summary>One of them; empty when there is none of that number.</summary>
    public string this[int index]
    {
        get
        {
            if (index < 0 || index >= _ends.Count)
            {
                return "";
            }

            var start = index == 0 ? 0 : _ends[index - 1];
            return new string(_characters, start, _ends[index] - start);
        }
    }

    private void Add(OfficeXml xml, ContentLimits limits)
    {
        CellText.Append(xml, _one, "si");
        if (_length + _one.Length > limits.Characters)
        {
            throw new FileRefusedException(FileErrors.TooMuchText(limits.Characters));
        }

        if (_ends.Count == limits.Cells)
        {
            throw new FileRefusedException(FileErrors.TooManyCells(limits.Cells));
        }

        if (_length + _one.Length > _characters.Length)
        {
            Array.Resize(ref _characters, Math.Max(_length + _one.Length, 2 * _characters.Length));
        }

        _one.CopyTo(0, _characters, _length, _one.Length);
        _length += _one.Length;
        _ends.Add(_length);
        _one.Clear();
    }
}
