namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>
/// Keeps the text that is on its way to a browser within what the browser takes. There is no clock: whoever has text waits only
/// while <see cref="MaxBatches"/> batches are not acknowledged, and what comes in the meantime goes into the next one.
/// </summary>
internal sealed class RenderPace : IDisposable
{
    /// <summary>How many batches may be on their way.</summary>
    public const int MaxBatches = 4;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly SemaphoreSlim _batches = new(MaxBatches);
    private readonly CancellationTokenSource _gone = new();

    /// <summary>Runs <paramref name="work"/> when all that was asked for before it is done.</summary>
    /// <exception cref="OperationCanceledException">Cancelled, or the page is gone.</exception>
    public async ValueTask InTurnAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        _gone.Token.ThrowIfCancellationRequested();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _gone.Token);
        await _turn.WaitAsync(either.Token);
        try
        {
            await work(either.Token);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits until one more batch may be sent.</summary>
    public Task TakeAsync(CancellationToken cancellationToken) => _batches.WaitAsync(cancellationToken);

    /// <summary>A batch was acknowledged, or was not needed.</summary>
    public void Give() => _batches.Release();

    /// <summary>The page is gone: whoever waits is told so.</summary>
    public void Dispose() => _gone.Cancel();
}
