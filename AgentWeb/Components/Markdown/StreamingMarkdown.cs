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
    private IReadOnlyDictionary<int, string>? _sources;
    private bool _isComplete;
    private bool _isRendering;

    /// <summary>The text so far. It is shown by the first render; later changes are ignored.</summary>
    [Parameter]
    public string InitialText { get; set; } = string.Empty;

    /// <summary>What the numbers in the text refer to, by which it is shown from the beginning; later changes are ignored, see <see cref="CiteAsync"/>.</summary>
    [Parameter]
    public IReadOnlyDictionary<int, string>? Sources { get; set; }

    /// <summary>Says what the numbers in the text that comes now refer to.</summary>
    /// <param name="sources">Names by number.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask CiteAsync(IReadOnlyDictionary<int, string> sources, CancellationToken cancellationToken)
        => _pace.InTurnAsync(_ => InvokeAsync(() => Cite(sources)), cancellationToken);

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
    /// <param name="cited">What the numbers do refer to; null leaves it as it was said before.</param>
    public ValueTask CompleteAsync(CancellationToken cancellationToken, IReadOnlyDictionary<int, string>? cited = null)
        => _pace.InTurnAsync(cancelled => FlushAsync(() => Complete(cited), cancelled), cancellationToken);

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
    protected override void OnInitialized()
    {
        Cite(Sources);
        _stream.Append(InitialText);
        _stream.Changes.Take();
    }

    /// <inheritdoc />
    protected override bool ShouldRender() => _isRendering;

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
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
        LiveNodeView.JoinBatch(_stream.Changes.Take());
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

    /// <summary>Changes something and sends it.</summary>
    /// <param name="render">Returns whether a batch was sent. Its acknowledgement makes room for another one.</param>
    /// <param name="cancellationToken">Gives up waiting for room.</param>
    private async Task FlushAsync(Func<bool> render, CancellationToken cancellationToken)
    {
        await _pace.TakeAsync(cancellationToken);
        var isSent = false;
        try
        {
            await InvokeAsync(() =>
            {
                // A page that goes away makes room, too.
                cancellationToken.ThrowIfCancellationRequested();
                isSent = render();
            });
        }
        finally
        {
            if (!isSent)
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
        var views = _stream.Changes.Take();
        if (views.Count == 0)
        {
            return false;
        }

        LiveNodeView.Render(views, _pace.Give);
        return true;
    }

    private void Cite(IReadOnlyDictionary<int, string>? sources)
    {
        _sources = sources;
        _stream.Cite(sources);
    }

    private bool Complete(IReadOnlyDictionary<int, string>? cited)
    {
        if (_isComplete)
        {
            return false;
        }

        _isComplete = true;
        _stream.Complete(cited);
        return Render();
    }

    private bool Clear()
    {
        _isComplete = false;
        _stream = new MarkdownStream();
        _stream.Cite(_sources);
        return Render();
    }

    private bool Render()
    {
        _isRendering = true;
        StateHasChanged();
        _isRendering = false;
        return true;
    }
}
