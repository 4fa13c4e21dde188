using System.Collections.Concurrent;

namespace AgentWeb.Core.Messaging;

/// <summary>
/// Tells whoever watches a user's conversations that one of them changed. Only the identifier travels: watchers read the row, which
/// is the truth, so a change that is told twice or merged with another costs a read and nothing else.
/// </summary>
public sealed class ConversationChanges
{
    private readonly ConcurrentDictionary<Guid, HashSet<ConversationWatch>> _watches = new();

    /// <summary>Watches all conversations of a user until the watch is disposed.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="places">Whether places in line are told too, which change often and are in no row.</param>
    public ConversationWatch Watch(Guid ownerId, bool places = false)
    {
        var watch = new ConversationWatch(this, ownerId, places);
        var watches = _watches.GetOrAdd(ownerId, _ => []);
        lock (watches)
        {
            watches.Add(watch);
        }

        return watch;
    }

    /// <summary>Tells every watch of the user.</summary>
    public void Publish(Guid ownerId, Guid conversationId) => Publish(ownerId, conversationId, onlyPlace: false);

    /// <summary>Tells those watches of the user that asked for it that a conversation has another place in line.</summary>
    public void PublishPlace(Guid ownerId, Guid conversationId) => Publish(ownerId, conversationId, onlyPlace: true);

    internal void Remove(ConversationWatch watch)
    {
        if (_watches.TryGetValue(watch.OwnerId, out var watches))
        {
            lock (watches)
            {
                watches.Remove(watch);
            }
        }
    }

    private void Publish(Guid ownerId, Guid conversationId, bool onlyPlace)
    {
        if (!_watches.TryGetValue(ownerId, out var watches))
        {
            return;
        }

        lock (watches)
        {
            foreach (var watch in watches.Where(watch => watch.Places || !onlyPlace))
            {
                watch.Add(conversationId);
            }
        }
    }
}
