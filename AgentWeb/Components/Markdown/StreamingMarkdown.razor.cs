using System.Text;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Components.Markdown;

/// <summary>Shows Markdown that is still being written.</summary>
public sealed partial class StreamingMarkdown : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SemaphoreSlim _batches = new(4);
    private readonly StringBuilder _text = new();
    private MarkupString _html;
    private bool _complete;
    private bool _flushing;

    /// <summary>The text so far; shown in the first render, and never read again.</summary>
    [Parameter]
    public string InitialText { get; set; } = string.Empty;

    /// <summary>Shows more text. Callable from any thread.</summary>
    public ValueTask AppendAsync(string text, CancellationToken cancellationToken)
        => FlushAsync(() => _text.Append(text), cancellationToken);

    /// <summary>Ends the text.</summary>
    public ValueTask CompleteAsync(CancellationToken cancellationToken)
        => FlushAsync(() => _complete = true, cancellationToken);

    /// <summary>Replaces everything.</summary>
    public ValueTask ResetAsync(string text, CancellationToken cancellationToken)
        => FlushAsync(() => _text.Clear().Append(text), cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        _gone.Cancel();
    }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        _text.Append(InitialText);
        _html = new MarkupString(MarkdownHtml.ToHtml(InitialText));
    }

    /// <inheritdoc />
    protected override bool ShouldRender() => _flushing;

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender)
        {
            _batches.Release();
        }
    }

    private async ValueTask FlushAsync(Action change, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _gone.Token);
        await _turn.WaitAsync(either.Token);
        try
        {
            await _batches.WaitAsync(either.Token);
            await InvokeAsync(() =>
            {
                change();
                _html = new MarkupString(MarkdownHtml.ToHtml(_text.ToString()));
                _flushing = true;
                StateHasChanged();
                _flushing = false;
            }).WaitAsync(either.Token);
        }
        finally
        {
            _turn.Release();
        }
    }
}
