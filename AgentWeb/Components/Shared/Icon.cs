using Microsoft.AspNetCore.Components;

namespace AgentWeb.Components.Shared;

/// <summary>
/// A drawing beside words; it is hidden from screen readers, so whatever holds it needs a name of its own. Pages have it by the hundred, so
/// it is one piece of markup to the circuit and to the browser, and rendered again only when it becomes another.
/// </summary>
public sealed class Icon : IComponent
{
    private RenderHandle _handle;
    private (string Name, int Size)? _shown;

    /// <summary>Lucide's name of the icon.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>Width and height in pixels.</summary>
    [Parameter]
    public int Size { get; set; } = 18;

    /// <inheritdoc/>
    public void Attach(RenderHandle renderHandle) => _handle = renderHandle;

    /// <inheritdoc/>
    public Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (_shown != (Name, Size))
        {
            _shown = (Name, Size);
            _handle.Render(builder => builder.AddMarkupContent(0, IconSet.MarkupOf(Name, Size)));
        }

        return Task.CompletedTask;
    }
}
