namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>The nodes that have something new to show.</summary>
internal sealed class ChangeSet
{
    private readonly List<LiveNode> _nodes = [];

    /// <summary>Whether nothing changed since <see cref="Render"/>.</summary>
    public bool IsEmpty => _nodes.Count == 0;

    /// <summary>Adds a node, once.</summary>
    public void Add(LiveNode node)
    {
        if (!node.IsChanged)
        {
            node.IsChanged = true;
            _nodes.Add(node);
        }
    }

    /// <summary>
    /// Has each changed node that is on a page rendered. Called while a component renders, all of it goes into that
    /// component's batch; Blazor has no other way to render several components in one.
    /// </summary>
    public void Render()
    {
        foreach (var node in _nodes)
        {
            node.IsChanged = false;
            if (node is { View: { } view, IsShown: true })
            {
                view.Render();
            }
        }

        _nodes.Clear();
    }
}
