using Markdig.Syntax;

namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>A block of lines that is still being written.</summary>
/// <param name="context">What the blocks of a reply share.</param>
/// <param name="source">Markdig's view of the block.</param>
/// <param name="node">Where it shows.</param>
internal abstract class LiveLeaf(LiveContext context, LeafBlock source, LiveNode node) : LiveBlock(context, source, node)
{
    private (int Line, char Char)? _first;

    /// <inheritdoc />
    public override bool IsFresh => true;

    /// <inheritdoc />
    public override LiveLeaf LastLeaf => this;

    /// <summary>How many lines were taken in.</summary>
    protected int LinesRead { get; private set; }

    /// <summary>How many lines Markdig sees in the block; some may have turned out to be something else.</summary>
    protected int LinesLeft => ((LeafBlock)Source).Lines.Count;

    /// <inheritdoc />
    public override void Read()
    {
        var end = Context.OpenLeaf == Source ? LinesLeft - 1 : LinesLeft;
        while (LinesRead < end)
        {
            AddLine(Line(LinesRead));
            LinesRead++;
        }
    }

    /// <summary>Starts the last line, of which more is to come.</summary>
    public void OpenLine()
    {
        StartLine();
        Append(Line(LinesRead));
        LinesRead++;
    }

    /// <summary>Takes in more of the line that is being written.</summary>
    public abstract void Append(ReadOnlySpan<char> text);

    /// <summary>Ends the line that was being written.</summary>
    public abstract void EndLine();

    /// <summary>Puts on the page what came since the last call.</summary>
    public abstract void Show();

    /// <summary>Starts a line.</summary>
    protected abstract void StartLine();

    /// <summary>Takes in a line that is complete.</summary>
    protected virtual void AddLine(string line)
    {
        StartLine();
        Append(line);
        EndLine();
    }

    /// <summary>One of the lines.</summary>
    protected string Line(int index)
    {
        _first ??= First();
        return ((LeafBlock)Source).Lines.Lines[index].Slice.ToString();
    }

    /// <summary>Whether lines that were taken in are not in the block any more, at its end or at its start.</summary>
    /// <param name="notShown">How many at the end do not matter.</param>
    protected bool HasLost(int notShown) => LinesLeft < LinesRead - notShown || (LinesLeft > 0 && _first is { } first && first != First());

    private (int Line, char Char) First()
    {
        ref var line = ref ((LeafBlock)Source).Lines.Lines[0];
        return (line.Line, line.Slice.AsSpan().TrimStart(" \t") is [var c, ..] ? c : '\0');
    }
}
