using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>Shows a <see cref="LiveNode"/>. It renders when the node asks for it, not when something around it renders.</summary>
internal sealed class LiveNodeView : IComponent, IDisposable
{
    private readonly RenderFragment _content;
    private RenderHandle _handle;
    private bool _isRendered;

    /// <summary>Made by the renderer.</summary>
    public LiveNodeView() => _content = BuildRenderTree;

    /// <summary>The node. It stays the same for the life of the component.</summary>
    [Parameter, EditorRequired]
    public LiveNode Node { get; set; } = null!;

    /// <summary>Renders what the node holds now.</summary>
    public void Render() => _handle.Render(_content);

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
    public void Dispose()
    {
        if (_isRendered)
        {
            Node.View = null;
        }
    }

    private void BuildRenderTree(RenderTreeBuilder builder)
    {
        OpenShell(builder);

        // One sequence number for all pieces: they are told apart by their places, since they only ever come and go at the end.
        foreach (var piece in Node.Pieces)
        {
            if (piece.Node is not null)
            {
                builder.OpenComponent<LiveNodeView>(3);
                builder.AddComponentParameter(4, nameof(Node), piece.Node);
                builder.CloseComponent();
            }
            else if (piece.Html is not null)
            {
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
