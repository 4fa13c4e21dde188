using AgentWeb.Components.Markdown.Html;
using Markdig.Syntax;

namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>A list that is still being written.</summary>
internal sealed class LiveList(LiveContext context, ListBlock source)
    : LiveContainer(context, source, new LiveNode(context.Changes, Shells.List(source, isLoose: false)))
{
    private bool _isLoose;
    private int _items;

    /// <inheritdoc />
    public override void Read()
    {
        base.Read();
        for (; _items < source.Count - 1; _items++)
        {
            // Markdig says so only when the list ends, which may be a thousand items later.
            BeLoose(source[_items] is ListItemBlock { LastChild: BlankLineBlock });
        }
    }

    /// <inheritdoc />
    public override void Close()
    {
        base.Close();
        BeLoose(source.IsLoose);
    }

    private void BeLoose(bool isLoose)
    {
        if (isLoose && !_isLoose)
        {
            _isLoose = true;
            Node.Surround(Shells.List(source, isLoose: true));
        }
    }
}
