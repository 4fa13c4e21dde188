using AgentWeb.Core.Conversations;

namespace AgentWeb.Features.History;

/// <summary>The conversations of the list that were chosen, to do something with all of them.</summary>
internal sealed class Selection
{
    private readonly HashSet<Guid> _ids = [];
    private Guid? _last;

    /// <summary>Whether conversations are being chosen.</summary>
    public bool IsOn => _ids.Count > 0;

    /// <summary>How many were chosen.</summary>
    public int Count => _ids.Count;

    /// <summary>Whether one was chosen.</summary>
    public bool Has(Guid id) => _ids.Contains(id);

    /// <summary>The chosen ones of a list, in its order.</summary>
    public List<ConversationSummary> In(IEnumerable<ConversationSummary> items) => [.. items.Where(item => Has(item.Id))];

    /// <summary>Chooses one, or no longer.</summary>
    public void Toggle(Guid id)
    {
        if (!_ids.Remove(id))
        {
            _ids.Add(id);
        }

        _last = id;
    }

    /// <summary>Chooses some besides.</summary>
    public void Choose(IEnumerable<ConversationSummary> items) => _ids.UnionWith(items.Select(item => item.Id));

    /// <summary>Chooses all from the one that was touched last to this one.</summary>
    public void ExtendTo(Guid id, IReadOnlyList<ConversationSummary> items)
    {
        var (from, to) = (IndexOf(_last, items), IndexOf(id, items));
        if (from < 0 || to < 0)
        {
            Toggle(id);
            return;
        }

        for (var i = Math.Min(from, to); i <= Math.Max(from, to); i++)
        {
            _ids.Add(items[i].Id);
        }

        _last = id;
    }

    /// <summary>Chooses none.</summary>
    public void Clear()
    {
        _ids.Clear();
        _last = null;
    }

    /// <summary>Forgets what is not listed any more.</summary>
    public void Keep(IReadOnlyList<ConversationSummary> items)
    {
        if (IsOn)
        {
            _ids.IntersectWith(items.Select(item => item.Id));
        }
    }

    private static int IndexOf(Guid? id, IReadOnlyList<ConversationSummary> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Id == id)
            {
                return i;
            }
        }

        return -1;
    }
}
