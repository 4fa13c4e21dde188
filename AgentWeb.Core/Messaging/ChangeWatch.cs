using System.Threading.Channels;

namespace AgentWeb.Core.Messaging;

/// <summary>One watcher of a user's things. Changes wait here as a set: many changes of one are one.</summary>
public sealed class ChangeWatch : IDisposable
{
    private readonly OwnedChanges _source;
    private readonly bool _parts;
    private readonly HashSet<Guid> _changed = [];
    private readonly Channel<bool> _wakeUp = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true, AllowSynchronousContinuations = false });

    internal ChangeWatch(OwnedChanges source, Guid ownerId, bool places, bool parts)
    {
        (Places, _parts) = (places, parts);
        _source = source;
        OwnerId = ownerId;
    }

    internal Guid OwnerId { get; }

    internal bool Places { get; }

    /// <summary>Waits until something changed.</summary>
    /// <returns>False once the watch is disposed.</returns>
    public async Task<bool> WhenChangedAsync(CancellationToken cancellationToken)
    {
        while (await _wakeUp.Reader.WaitToReadAsync(cancellationToken))
        {
            _wakeUp.Reader.TryRead(out _);
            lock (_changed)
            {
                if (_changed.Count > 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Takes what changed, things and those of their parts that are told; they are told once.</summary>
    public IReadOnlyCollection<Guid> Take()
    {
        lock (_changed)
        {
            Guid[] taken = [.. _changed];
            _changed.Clear();
            return taken;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _source.Remove(this);
        _wakeUp.Writer.TryComplete();
    }

    internal void Add(Guid id, Guid? part)
    {
        lock (_changed)
        {
            _changed.Add(id);
            if (_parts && part is { } changedPart)
            {
                _changed.Add(changedPart);
            }
        }

        _wakeUp.Writer.TryWrite(true);
    }
}
