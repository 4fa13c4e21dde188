using AgentWeb.Components.Markdown.Streaming;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace AgentWeb.Components.Markdown;

/// <summary>
/// Shows Markdown that is still being written. A word costs the same at the end of a long reply as at its beginning: what is
/// complete is never rendered again, and text that was sent is sent once more at most, when its block has closed.
/// </summary>
/// <remarks>
/// The methods may be called from any thread. They wait while the browser is behind, and end with an
/// <see cref="OperationCanceledException"/> when the page goes away.
/// </remarks>
public sealed class StreamingMarkdown : ComponentBase, IDisposable
{
    private readonly RenderPace _pace = new();
    private MarkdownStream _stream = new();
    private bool _isComplete;
    private bool _isFlushing;

    /// <summary>The text so far. It is shown by the first render; later changes are ignored.</summary>
    [Parameter]
    public string InitialText { get; set; } = string.Empty;

    /// <summary>Shows more text. It goes out at once when the browser is not behind.</summary>
    /// <param name="text">Any part of the text, cut anywhere; at most 16 KB of it go into one batch.</param>
    /// <param name="cancellationToken">Gives up waiting; text that was not shown by then is lost.</param>
    /// <exception cref="InvalidOperationException">The text was completed.</exception>
    public ValueTask AppendAsync(string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _pace.InTurnAsync(cancelled => AppendSlicesAsync(text, cancelled), cancellationToken);
    }

    /// <summary>Ends the text: closes what is open. Returns after the last render was issued.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask CompleteAsync(CancellationToken cancellationToken)
        => _pace.InTurnAsync(cancelled => FlushAsync(Complete, cancelled), cancellationToken);

    /// <summary>Replaces all there is; more may be appended.</summary>
    /// <param name="text">The text so far.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask ResetAsync(string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _pace.InTurnAsync(cancelled => ResetToAsync(text, cancelled), cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => _pace.Dispose();

    /// <inheritdoc />
    protected override void OnInitialized() => _stream.Append(InitialText);

    /// <inheritdoc />
    protected override bool ShouldRender() => _isFlushing;

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        // On a circuit this is called when the browser has acknowledged the batch. The first one was not asked for.
        if (!firstRender)
        {
            _pace.Give();
        }
    }

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "class", _isComplete ? "markdown" : "markdown streaming");
        builder.OpenComponent<LiveNodeView>(2);
        builder.SetKey(_stream);
        builder.AddComponentParameter(3, nameof(LiveNodeView.Node), _stream.Root);
        builder.CloseComponent();
        builder.CloseElement();
        _stream.Changes.Render();
    }

    private async Task ResetToAsync(string text, CancellationToken cancellationToken)
    {
        await FlushAsync(Clear, cancellationToken);
        await AppendSlicesAsync(text, cancellationToken);
    }

    private async Task AppendSlicesAsync(string text, CancellationToken cancellationToken)
    {
        foreach (var slice in FlushSlices.Of(text))
        {
            await FlushAsync(() => Append(slice), cancellationToken);
        }
    }

    private async Task FlushAsync(Func<bool> change, CancellationToken cancellationToken)
    {
        await _pace.TakeAsync(cancellationToken);
        var isRendered = false;
        try
        {
            await InvokeAsync(() => isRendered = !_pace.IsDisposed && change() && Render());
        }
        finally
        {
            if (!isRendered)
            {
                _pace.Give();
            }
        }
    }

    private bool Append(string text)
    {
        if (_isComplete)
        {
            throw new InvalidOperationException("The text was completed; only a reset can follow.");
        }

        _stream.Append(text);
        return !_stream.Changes.IsEmpty;
    }

    private bool Complete()
    {
        if (_isComplete)
        {
            return false;
        }

        _isComplete = true;
        _stream.Complete();
        return true;
    }

    private bool Clear()
    {
        _stream = new MarkdownStream();
        _isComplete = false;
        return true;
    }

    private bool Render()
    {
        _isFlushing = true;
        StateHasChanged();
        _isFlushing = false;
        return true;
    }
}
