using System.Threading.Channels;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>One of any number of watchers of the queue. Moves that come while it is busy are one.</summary>
public sealed class QueueMoves : IDisposable
{
    private readonly Action<QueueMoves> _onDispose;
    private readonly Channel<bool> _wakeUp = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true, AllowSynchronousContinuations = false });

    internal QueueMoves(Action<QueueMoves> onDispose) => _onDispose = onDispose;

    /// <summary>Waits until the queue moved on this node, or until <paramref name="atMost"/> has passed: other nodes' moves are found by looking.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var lookAgain = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lookAgain.Token, cancellationToken);
        try
        {
            await _wakeUp.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time to look again.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _onDispose(this);

    internal void Tell() => _wakeUp.Writer.TryWrite(true);
}
