using System.Text;
using AgentWeb.Components.Markdown.Html;

namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>
/// A part of a reply that is rendered by a component of its own: some pieces, perhaps inside elements. It tells
/// <paramref name="changes"/> when it has something new to show.
/// </summary>
/// <param name="changes">Collects the nodes that changed.</param>
/// <param name="shell">The elements around the pieces; null for a mere group.</param>
internal sealed class LiveNode(ChangeSet changes, Shell? shell = null)
{
    private readonly List<Piece> _pieces = [];

    /// <summary>The elements around the pieces.</summary>
    public Shell? Shell { get; private set; } = shell;

    /// <summary>What is shown, in order.</summary>
    public IReadOnlyList<Piece> Pieces => _pieces;

    /// <summary>The piece that this node is; null for the outermost.</summary>
    public Piece? Holder { get; set; }

    /// <summary>Whether the node is still part of the reply, or was replaced with all that is around it.</summary>
    public bool IsShown => Holder is null || Holder.Owner is { IsShown: true };

    /// <summary>The component that shows this node; null before its first render and after its last.</summary>
    public LiveNodeView? View { get; set; }

    /// <summary>Whether <see cref="ChangeSet"/> knows already.</summary>
    public bool IsChanged { get; set; }

    /// <summary>Marks the node as changed.</summary>
    public void Touch() => changes.Add(this);

    /// <summary>Adds a piece behind the last one.</summary>
    public void Add(Piece piece)
    {
        piece.Owner = this;
        _pieces.Add(piece);
        Touch();
    }

    /// <summary>Takes the last piece out.</summary>
    public void RemoveLast()
    {
        _pieces[^1].Owner = null;
        _pieces.RemoveAt(_pieces.Count - 1);
        Touch();
    }

    /// <summary>Changes the elements around the pieces; their tags must stay the same.</summary>
    public void Surround(Shell with)
    {
        Shell = with;
        Touch();
    }

    /// <summary>Appends what a browser is shown.</summary>
    public void WriteTo(StringBuilder to)
    {
        Shell?.Open(to);
        foreach (var piece in _pieces)
        {
            piece.WriteTo(to);
        }

        Shell?.Close(to);
    }
}
