using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AgentWeb.Features;

/// <summary>Says why something could not be read, and offers to read it again where that may help.</summary>
public sealed partial class ReadAgain
{
    /// <summary>Why it could not be read.</summary>
    [Parameter, EditorRequired]
    public Error Error { get; set; } = null!;

    /// <summary>Called when it is to be read again.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnAgain { get; set; }

    /// <summary>The heading of what is read, or what else stands for it. It gets the focus when the button that had it is gone, and so has to be able to.</summary>
    [Parameter, EditorRequired]
    public Func<ElementReference> Heading { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private async Task AgainAsync()
    {
        await OnAgain.InvokeAsync();
        await Task.Yield(); // What was read at once is shown only when this event is over.
        try
        {
            await Browser.InvokeVoidAsync("agentweb.call", "/js/regain.js", "regain", Heading());
        }
        catch (Exception missed) when (missed is JSException or JSDisconnectedException)
        {
            // The script did not come, or the page is gone: it was read all the same.
        }
    }
}
