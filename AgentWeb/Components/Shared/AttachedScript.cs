using Microsoft.JSInterop;

namespace AgentWeb.Components.Shared;

/// <summary>
/// The script of a component: a module that exports <c>attach</c>, which gives an object with a function <c>dispose</c>. The browser may answer when
/// the component is gone, or has other elements by then; what it attached is let go of all the same. One for each component, used on its own
/// thread.
/// </summary>
internal sealed class AttachedScript(IJSRuntime browser) : IAsyncDisposable
{
    private int _turns; // How often it was attached, or ended: an answer to what was asked before is late.

    /// <summary>What is attached; null while nothing is, or the browser has not said so yet.</summary>
    public IJSObjectReference? Handle { get; private set; }

    /// <summary>Attaches it, and lets go of what was attached before. Returns when the browser has answered.</summary>
    /// <param name="module">The address of the module.</param>
    /// <param name="arguments">What its <c>attach</c> is given; elements among them may be gone by then, for which it must do nothing.</param>
    public async Task AttachAsync(string module, params object?[] arguments)
    {
        var turn = ++_turns;
        await LetGoAsync();
        try
        {
            // Without a limit of time and not to be cancelled: the browser does what it was asked, and nobody would be left to end that.
            var attached = await browser.InvokeAsync<IJSObjectReference?>("agentweb.call", CancellationToken.None, [module, "attach", .. arguments]);
            if (turn == _turns)
            {
                Handle = attached;
            }
            else
            {
                await EndAsync(attached);
            }
        }
        catch (Exception late) when (turn != _turns && late is JSException or JSDisconnectedException)
        {
            // It has nothing to be attached to any more.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _turns++;
        await LetGoAsync();
    }

    private static async Task EndAsync(IJSObjectReference? attached)
    {
        try
        {
            await (attached?.InvokeVoidAsync("dispose") ?? ValueTask.CompletedTask);
            await (attached?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone and its script with it.
        }
    }

    private Task LetGoAsync()
    {
        var attached = Handle;
        Handle = null;
        return EndAsync(attached);
    }
}
