using System.Collections.Concurrent;
using System.Threading.Channels;
using AgentWeb.Core.Files.Ingestion;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>
/// Wakes the worker of this process when a job was added, a slot became free or a file was read, and whoever tells people their places when
/// one may have changed. The queue itself is in the database.
/// </summary>
public sealed class QueueSignal : IFileWaiter
{
    private readonly Channel<bool> _work = NewWakeUp();
    private readonly Channel<bool> _moved = NewWakeUp();
    private readonly ConcurrentDictionary<QueueMoves, byte> _watchers = new();
    private long _version;
    private long _fileMoves;

    /// <summary>Counts the moves of this node: what was read at one version holds, as far as this node goes, until there is another.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Counts the files that came into work or went out of it on this node, as far as a reply may wait for them.</summary>
    internal long FileMoves => Interlocked.Read(ref _fileMoves);

    /// <summary>Wakes the worker: there may be something to start.</summary>
    public void Set()
    {
        _work.Writer.TryWrite(true);
        Moved();
    }

    /// <inheritdoc/>
    public void FileMoved()
    {
        Interlocked.Increment(ref _fileMoves);
        Set();
    }

    /// <summary>Tells that places in line may have changed.</summary>
    public void Moved()
    {
        Interlocked.Increment(ref _version);
        _moved.Writer.TryWrite(true);
        foreach (var (watcher, _) in _watchers)
        {
            watcher.Tell();
        }
    }

    /// <summary>Watches the queue until it is disposed.</summary>
    public QueueMoves Watch()
    {
        var watcher = new QueueMoves(gone => _watchers.TryRemove(gone, out _));
        _watchers[watcher] = 0;
        return watcher;
    }

    /// <summary>Waits for the next wake-up; one that came before counts.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _work.Reader.ReadAsync(cancellationToken);

    /// <summary>Waits until places may have changed, or until <paramref name="atMost"/> has passed.</summary>
    public async Task WaitForMoveAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var lookAgain = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lookAgain.Token, cancellationToken);
        try
        {
            await _moved.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time to look again.
        }
    }

    private static Channel<bool> NewWakeUp() => Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, AllowSynchronousContinuations = false });
}
