using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>One reader of a <see cref="RunLog"/>. Not for two threads at once.</summary>
public sealed class RunSubscription : IDisposable
{
    /// <summary>Most text that one event carries, in UTF-16 characters: one render batch of a page stays small.</summary>
    public const int MaxEventCharacters = 16 * 1024;

    private readonly RunLog _log;

    // Capacity one: a second wake-up says nothing new. Readers go on in the thread pool, never on the run's own thread.
    private readonly Channel<bool> _wakeUp = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true, AllowSynchronousContinuations = false });

    internal RunSubscription(RunLog log, long after)
    {
        _log = log;
        Position = after;
    }

    /// <summary>Number of the last event that was read.</summary>
    public long Position { get; private set; }

    /// <summary>Reads until the run has ended. Whatever came since the last read arrives merged.</summary>
    public async IAsyncEnumerable<RunEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var next = _log.ReadAfter(Position, MaxEventCharacters, out var ended);
            if (next is not null)
            {
                Position = next.Number;
                yield return next;
            }
            else if (ended || !await _wakeUp.Reader.WaitToReadAsync(cancellationToken))
            {
                yield break;
            }
            else
            {
                _wakeUp.Reader.TryRead(out _);
            }
        }
    }

    /// <summary>Stops reading; the log forgets this reader.</summary>
    public void Dispose()
    {
        _log.Unsubscribe(this);
        _wakeUp.Writer.TryComplete();
    }

    internal void Wake() => _wakeUp.Writer.TryWrite(true);
}
