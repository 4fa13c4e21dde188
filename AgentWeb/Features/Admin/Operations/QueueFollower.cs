using AgentWeb.Core.Chat.Queue;

namespace AgentWeb.Features.Admin.Operations;

/// <summary>
/// Tells a page that the queue moved, at most four times a second and on the page's own thread, until it is disposed. While nothing moves here it tells
/// so once a second: other nodes' moves are found by looking, and what runs gets further.
/// </summary>
internal sealed class QueueFollower : IAsyncDisposable
{
    /// <summary>Least time between two looks.</summary>
    public static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _gone = new();
    private readonly Task _following;

    /// <summary>Begins to follow.</summary>
    /// <param name="signal">Where moves are told.</param>
    /// <param name="time">Measures the time between.</param>
    /// <param name="look">Looks, on the component's thread.</param>
    public QueueFollower(QueueSignal signal, TimeProvider time, Func<Task> look) =>
        _following = Task.Run(() => FollowAsync(signal.Watch(), time, look), CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _following;
        _gone.Dispose();
    }

    private async Task FollowAsync(QueueMoves moves, TimeProvider time, Func<Task> look)
    {
        using var watch = moves;
        try
        {
            while (!_gone.IsCancellationRequested)
            {
                await watch.WaitAsync(LookAgain, time, _gone.Token);
                await Task.Delay(Spacing, time, _gone.Token);
                await look();
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone.
        }
    }
}
