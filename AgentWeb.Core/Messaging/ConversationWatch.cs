using System.Threading.Channels;

namespace AgentWeb.Core.Messaging;

/// <summary>One watcher of a user's conversations. Changes wait here as a set: many changes of one conversation are one.</summary>
public sealed class ConversationWatch : IDisposable
{
    private readonly ConversationChanges _source;
    private readonly HashSet<Guid> _changed = [];
    private readonly Channel<bool> _wakeUp = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true, AllowSynchronousContinuations = false });

    internal ConversationWatch(ConversationChanges source, Guid ownerId)
    {
        _source = source;
        OwnerId = ownerId;
    }

    internal Guid OwnerId { get; }

    /// <summary>Waits until something changed and gives the conversations that did.</summary>
    /// <returns>An empty list once the watch is disposed.</returns>
    public async Task<IReadOnlyCollection<Guid>> NextAsync(CancellationToken cancellationToken)
    {
        while (await _wakeUp.Reader.WaitToReadAsync(cancellationToken))
        {
            _wakeUp.Reader.TryRead(out _);
            lock (_changed)
            {
                if (_changed.Count > 0)
                {
                    Guid[] taken = [.. _changed];
                    _changed.Clear();
                    return taken;
                }
            }
        }

        return [];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _source.Remove(this);
        _wakeUp.Writer.TryComplete();
    }

    internal void Add(Guid conversationId)
    {
        lock (_changed)
        {
            _changed.Add(conversationId);
        }

        _wakeUp.Writer.TryWrite(true);
    }
}
