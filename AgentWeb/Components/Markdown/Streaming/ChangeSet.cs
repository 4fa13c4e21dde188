namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>The nodes that have something new to show.</summary>
internal sealed class ChangeSet
{
    private readonly List<LiveNode> _nodes = [];

    /// <summary>Adds a node, once.</summary>
    public void Add(LiveNode node)
    {
        if (!node.IsChanged)
        {
            node.IsChanged = true;
            _nodes.Add(node);
        }
    }

    /// <summary>Takes out what has to be rendered: views that are on the page and stay there.</summary>
    public Queue<LiveNodeView> Take()
    {
        var views = new Queue<LiveNodeView>(_nodes.Count);
        foreach (var node in _nodes)
        {
            node.IsChanged = false;
            if (node is { View: { } view, IsShown: true })
            {
                views.Enqueue(view);
            }
        }

        _nodes.Clear();
        return views;
    }
}
