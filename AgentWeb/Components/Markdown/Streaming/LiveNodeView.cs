using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>Shows a <see cref="LiveNode"/>. It renders when the node asks for it, not when something around it renders.</summary>
internal sealed class LiveNodeView : IComponent, IHandleAfterRender, IDisposable
{
    private readonly RenderFragment _content;
    private RenderHandle _handle;
    private bool _isRendered;
    private Queue<LiveNodeView>? _others;
    private Action? _acknowledged;
    private int _unacknowledged;

    /// <summary>Made by the renderer.</summary>
    public LiveNodeView() => _content = BuildRenderTree;

    /// <summary>The node. It stays the same for the life of the component.</summary>
    [Parameter, EditorRequired]
    public LiveNode Node { get; set; } = null!;

    /// <summary>Renders what the nodes hold now, as one batch.</summary>
    /// <param name="views">At least one view.</param>
    /// <param name="acknowledged">Called once for each batch, when the browser has it; the same for all batches of a reply.</param>
    public static void Render(Queue<LiveNodeView> views, Action acknowledged)
    {
        // Blazor has no call to render several components. One that asks for it while another renders joins that one's batch, so
        // the first of them leads. It costs nothing, where a component around all of them would be in every batch.
        var leader = views.Dequeue();
        (leader._others, leader._acknowledged) = (views, acknowledged);
        leader._unacknowledged++;
        leader.Render();
    }

    /// <summary>Renders views in the batch of the component that is being rendered.</summary>
    public static void JoinBatch(Queue<LiveNodeView>? views)
    {
        while (views is { Count: > 0 })
        {
            views.Dequeue().Render();
        }
    }

    /// <inheritdoc />
    public void Attach(RenderHandle renderHandle) => _handle = renderHandle;

    /// <inheritdoc />
    public Task SetParametersAsync(ParameterView parameters)
    {
        if (!_isRendered)
        {
            _isRendered = true;
            parameters.SetParameterProperties(this);
            Node.View = this;
            Render();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task OnAfterRenderAsync()
    {
        // It may have led several batches that are on their way, and have been in others.
        if (_unacknowledged > 0)
        {
            _unacknowledged--;
            _acknowledged!();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_isRendered)
        {
            Node.View = null;
        }

        // What is gone from the page is told of no acknowledgement any more.
        for (; _unacknowledged > 0; _unacknowledged--)
        {
            _acknowledged!();
        }
    }

    private void Render() => _handle.Render(_content);

    private void BuildRenderTree(RenderTreeBuilder builder)
    {
        JoinBatch(_others);
        _others = null;
        OpenShell(builder);

        // One sequence number for all pieces: they are told apart by their places, since they only ever come and go at the end. A node
        // that takes another's place within one batch needs a component of its own, hence the key.
        foreach (var piece in Node.Pieces)
        {
            if (piece.Node is not null)
            {
                // The key keeps a view from being handed the node that took the place of its own.
                builder.OpenComponent<LiveNodeView>(3);
                builder.SetKey(piece.Node);
                builder.AddComponentParameter(4, nameof(Node), piece.Node);
                builder.CloseComponent();
            }
            else if (piece.Html is not null)
            {
                piece.IsRendered = true;
                builder.AddMarkupContent(3, piece.Html);
            }
            else
            {
                builder.AddContent(3, piece.Text);
            }
        }

        CloseShell(builder);
    }

    private void OpenShell(RenderTreeBuilder builder)
    {
        foreach (var element in Node.Shell?.Elements ?? [])
        {
            if (element.Before is not null)
            {
                builder.AddMarkupContent(0, element.Before);
            }

            builder.OpenElement(1, element.Tag);
            foreach (var (name, value) in element.Attributes)
            {
                builder.AddAttribute(2, name, value);
            }
        }
    }

    private void CloseShell(RenderTreeBuilder builder)
    {
        for (var i = Node.Shell?.Elements.Length ?? 0; i > 0; i--)
        {
            builder.CloseElement();
        }
    }
}
