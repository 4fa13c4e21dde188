using System.Text;
using AgentWeb.Components.Markdown.Parsing;

namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>
/// Markdown that is still being written. Text goes in as it comes; what comes out is a tree of nodes of which only the
/// last ones change. When the text is complete, the tree is the HTML of the whole text, however it was cut on its way.
/// </summary>
internal sealed class MarkdownStream
{
    private readonly LiveContext _context;
    private readonly LiveContainer _document;
    private readonly TextLines _lines = new();
    private readonly StringBuilder _line = new();
    private readonly LineStart _start = new();
    private LiveLeaf? _leaf;

    /// <summary>Starts with nothing.</summary>
    /// <param name="maxSealed">See <see cref="LiveContext.MaxSealed"/>.</param>
    public MarkdownStream(int maxSealed = 8 * 1024)
    {
        _context = new LiveContext(maxSealed);
        Root = new LiveNode(_context.Changes);
        _document = new LiveContainer(_context, _context.Reader.Document, Root);
    }

    /// <summary>The whole reply.</summary>
    public LiveNode Root { get; }

    /// <summary>What changed since it was last rendered.</summary>
    public ChangeSet Changes => _context.Changes;

    /// <summary>What was parsed.</summary>
    public Inlines.InlineHtml Inlines => _context.Inlines;

    /// <summary>Says what the numbers in the text that comes now refer to; see <see cref="CitationLabel"/>.</summary>
    public void Cite(IReadOnlyDictionary<int, string>? sources) => CitationLabel.SetSources(_context.Reader.Document, sources);

    /// <summary>Takes in more text.</summary>
    public void Append(string text)
    {
        foreach (var (part, isEnd) in _lines.Read(text))
        {
            _line.Append(part.Span);
            if (_leaf is not null)
            {
                _leaf.Append(part.Span);
            }

            if (isEnd)
            {
                EndLine();
            }
        }

        OpenLine();
        _document.Read();
        (_leaf ?? _document.LastLeaf)?.Show();
    }

    /// <summary>Ends the text.</summary>
    /// <param name="cited">What its numbers do refer to; null leaves it as it was said before.</param>
    public void Complete(IReadOnlyDictionary<int, string>? cited = null)
    {
        if (cited is not null)
        {
            _context.CitationsChanged = true;
            Cite(cited);
        }

        _line.Append(_lines.Rest);
        _leaf?.Append(_lines.Rest);
        if (_leaf is not null || _line.Length > 0)
        {
            EndLine();
        }

        _context.Reader.Close();
        _context.IsComplete = true;
        _document.Close();
        _context.ApplyDefinitions();
    }

    /// <summary>Hands a line to Markdig before it is complete, as soon as its beginning says what it is.</summary>
    private void OpenLine()
    {
        if (_leaf is not null || _start.Find(_line) is not (> 0 and var decided))
        {
            return;
        }

        if (_context.Reader.Document.LastLeaf() is MathBlock math && _context.IsGrowing(math))
        {
            return; // The end of the line says whether the formula ends.
        }

        _context.Reader.ReadLine(_line.ToString(0, decided));
        _context.OpenLeaf = _context.Reader.Document.LastLeaf();
        _line.Remove(0, decided);
        _document.Read();
        _leaf = _document.LastLeaf!;
        _leaf.OpenLine();
        _leaf.Append(_line.ToString());
    }

    private void EndLine()
    {
        if (_leaf is null)
        {
            _context.Reader.ReadLine(_line.ToString());
        }
        else
        {
            _context.OpenLeaf!.ExtendLastLine(_line.ToString());
            _leaf.EndLine();
            (_leaf, _context.OpenLeaf) = (null, null);
        }

        _line.Clear();
        _start.Clear();
    }
}
