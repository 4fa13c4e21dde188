namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>
/// Appends pieces to a node so that one more costs the same however many there are. The first 32 pieces stand in the
/// node itself, the next 32 × 32 in groups of 32, then come groups of groups. A piece never moves, since moving means sending it
/// again, and only the group at the end is rendered when a piece comes. Neither the server's comparison of a component nor the
/// browser's search for a place in it ever meets more than 32 siblings a level.
/// </summary>
/// <param name="changes">Collects the nodes that changed.</param>
/// <param name="root">The node that grows.</param>
internal sealed class Growth(ChangeSet changes, LiveNode root)
{
    /// <summary>How many pieces or groups stand side by side.</summary>
    public const int Width = 32;

    // The groups from the root's last child down to the one that holds the last piece; empty while that is the root.
    private readonly List<LiveNode> _path = [];

    /// <summary>How many pieces there are.</summary>
    public int Count { get; private set; }

    private LiveNode Leaf => _path.Count > 0 ? _path[^1] : root;

    /// <summary>Adds a piece at the end.</summary>
    public void Append(Piece piece)
    {
        if (Leaf.Pieces.Count >= Width)
        {
            OpenGroup();
        }

        Leaf.Add(piece);
        Count++;
    }

    /// <summary>Adds finished HTML at the end: to the piece before it when no page shows that yet, else as a piece of its own.</summary>
    public void AppendFinished(Piece piece)
    {
        if (Leaf.Pieces is not [.., var last] || !last.TryJoin(piece))
        {
            Append(piece);
        }
    }

    /// <summary>Takes the last pieces out until <paramref name="count"/> are left.</summary>
    public void Truncate(int count)
    {
        while (Count > count)
        {
            Leaf.RemoveLast();
            Count--;
            CloseEmptyGroups();
        }
    }

    /// <summary>Puts a piece in the place of the last one.</summary>
    public void ReplaceLast(Piece piece)
    {
        Leaf.RemoveLast();
        Leaf.Add(piece);
    }

    private void OpenGroup()
    {
        // The deepest group with room takes the new ones; a group at depth d of the path holds groups of level path.Count - d - 1.
        var depth = _path.Count - 1;
        while (depth >= 0 && _path[depth].Pieces.Count >= Width)
        {
            depth--;
        }

        var levels = depth >= 0 ? _path.Count - depth - 1 : root.Pieces.Count / Width;
        var parent = depth >= 0 ? _path[depth] : root;
        _path.RemoveRange(depth + 1, _path.Count - depth - 1);
        for (var level = 0; level < levels; level++)
        {
            var group = new LiveNode(changes);
            parent.Add(Piece.OfNode(group));
            _path.Add(group);
            parent = group;
        }
    }

    private void CloseEmptyGroups()
    {
        if (_path.Count == 0 || Leaf.Pieces.Count > 0)
        {
            return;
        }

        while (_path.Count > 0 && Leaf.Pieces.Count == 0)
        {
            _path.RemoveAt(_path.Count - 1);
            Leaf.RemoveLast();
        }

        while (Leaf.Pieces[^1].Node is { Shell: null } group)
        {
            _path.Add(group);
        }
    }
}
