using System.Text;
using System.Xml;
using AgentWeb.Core.Files.Text;

namespace AgentWeb.Core.Files.Office;

/// <summary>
/// Reads the XML of a part forward only. Names are compared without their namespaces, of which the standard has two editions. No definitions,
/// no depth and no text without end get through it.
/// </summary>
internal sealed class OfficeXml : IDisposable
{
    private const int MaxDepth = 256;
    private const int ReadsBetweenChecks = 4096;

    private readonly XmlReader _reader;
    private readonly CountingStream _stream;
    private readonly CancellationToken _cancellationToken;
    private readonly char[] _buffer = new char[4096];
    private int _reads;
    private bool _endsNext;

    /// <summary>Reads a stream, which is closed with this.</summary>
    public OfficeXml(Stream stream, CancellationToken cancellationToken)
    {
        _stream = new CountingStream(stream);
        _cancellationToken = cancellationToken;
        _reader = XmlReader.Create(_stream, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
        });
    }

    /// <summary>Name of the element, without a prefix.</summary>
    public string Name => _reader.LocalName;

    /// <summary>How many bytes were read.</summary>
    public long Position => _stream.Count;

    /// <summary>Whether it is at text.</summary>
    public bool IsText => !_endsNext && _reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace;

    /// <summary>Whether an element begins here.</summary>
    public bool IsAnyStart { get; private set; }

    /// <summary>Whether an element ends here; an empty one does so too.</summary>
    public bool IsAnyEnd { get; private set; }

    /// <summary>Goes on; false at the end.</summary>
    public bool Read()
    {
        if (++_reads % ReadsBetweenChecks == 0)
        {
            _cancellationToken.ThrowIfCancellationRequested();
        }

        if (_endsNext)
        {
            (IsAnyStart, IsAnyEnd, _endsNext) = (false, true, false);
            return true;
        }

        if (!_reader.Read())
        {
            (IsAnyStart, IsAnyEnd) = (false, false);
            return false;
        }

        if (_reader.Depth > MaxDepth)
        {
            throw new FileRefusedException(FileErrors.NestedTooDeep(MaxDepth));
        }

        IsAnyStart = _reader.NodeType == XmlNodeType.Element;
        IsAnyEnd = _reader.NodeType == XmlNodeType.EndElement;
        _endsNext = IsAnyStart && _reader.IsEmptyElement;
        return true;
    }

    /// <summary>Whether an element of that name begins here.</summary>
    public bool IsStart(string name) => IsAnyStart && _reader.LocalName == name;

    /// <summary>Whether an element of that name ends here.</summary>
    public bool IsEnd(string name) => IsAnyEnd && _reader.LocalName == name;

    /// <summary>What the element calls another part; null when it refers to none.</summary>
    public string? RelationId => Find("id", "/relationships");

    /// <summary>An attribute of the element, by its name without a prefix; null when it has none.</summary>
    public string? Attribute(string name) => Find(name, "");

    /// <summary>Appends the text it is at.</summary>
    /// <exception cref="FileRefusedException">It would become too long.</exception>
    public void AppendTextTo(StringBuilder text)
    {
        while (_reader.ReadValueChunk(_buffer, 0, _buffer.Length) is > 0 and var read)
        {
            text.Append(_buffer, 0, read);
            if (text.Length > TextLines.MaxLength)
            {
                throw new FileRefusedException(FileErrors.LineTooLong(TextLines.MaxLength));
            }
        }
    }

    /// <summary>Passes over the element that begins here, to its end.</summary>
    public void Skip()
    {
        for (var depth = 1; depth > 0 && Read();)
        {
            depth += IsAnyStart ? 1 : IsAnyEnd ? -1 : 0;
        }
    }

    private string? Find(string name, string endOfNamespace)
    {
        string? value = null;
        for (var more = _reader.MoveToFirstAttribute(); more && value is null; more = _reader.MoveToNextAttribute())
        {
            value = _reader.LocalName == name && _reader.NamespaceURI.EndsWith(endOfNamespace, StringComparison.Ordinal) ? _reader.Value : null;
        }

        _reader.MoveToElement();
        return value;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();
}
