using System.Collections.Concurrent;

namespace AgentWeb.Core.Messaging;

/// <summary>
/// Tells whoever watches the things of a user that one of them changed. Only the identifier travels: watchers read the row, which
/// is the truth, so a change that is told twice or merged with another costs a read and nothing else.
/// </summary>
public abstract class OwnedChanges
{
    private readonly ConcurrentDictionary<Guid, HashSet<ChangeWatch>> _watches = new();

    /// <summary>Watches all of a user's things until the watch is disposed.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="places">Whether places in line are told too, which change often and are in no row.</param>
    /// <param name="parts">Whether it is told which part of a thing changed, beside the thing, where whoever changed it says so.</param>
    public ChangeWatch Watch(Guid ownerId, bool places = false, bool parts = false)
    {
        var watch = new ChangeWatch(this, ownerId, places, parts);
        var watches = _watches.GetOrAdd(ownerId, _ => []);
        lock (watches)
        {
            watches.Add(watch);
        }

        return watch;
    }

    /// <summary>Tells every watch of the user.</summary>
    public void Publish(Guid ownerId, Guid id) => Publish(ownerId, id, onlyPlace: false);

    internal void Remove(ChangeWatch watch)
    {
        if (_watches.TryGetValue(watch.OwnerId, out var watches))
        {
            lock (watches)
            {
                watches.Remove(watch);
            }
        }
    }

    /// <summary>Tells every watch of the user, or those only that asked for places.</summary>
    protected void Publish(Guid ownerId, Guid id, bool onlyPlace, Guid? part = null)
    {
        if (!_watches.TryGetValue(ownerId, out var watches))
        {
            return;
        }

        lock (watches)
        {
            foreach (var watch in watches.Where(watch => watch.Places || !onlyPlace))
            {
                watch.Add(id, part);
            }
        }
    }
}
