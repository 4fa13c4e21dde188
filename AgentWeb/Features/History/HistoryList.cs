using AgentWeb.Core.Conversations;
using AgentWeb.Features.Settings;
using Microsoft.Extensions.Localization;

namespace AgentWeb.Features.History;

/// <summary>
/// The part of a user's conversations that a page has loaded, in the order of the list: pinned ones first, then by last activity.
/// </summary>
internal sealed class HistoryList(ListConversations list, GetConversation get, Guid ownerId)
{
    private const int FirstPageSize = 50;
    private const int PageSize = ListConversations.MaxPageSize;

    private readonly List<ConversationSummary> _items = [];
    private readonly HashSet<Guid> _ids = [];

    /// <summary>
    /// What was read by itself while a page is being read, since it changed: as it is listed now, and null where it is not any more.
    /// </summary>
    private readonly Dictionary<Guid, ConversationSummary?> _meanwhile = [];

    private ConversationCursor? _next;
    private bool _loading;
    private int _begun;
    private DateTime _groupedOn;
    private List<(string Name, IReadOnlyList<ConversationSummary> Items)>? _groups;

    /// <summary>What was loaded.</summary>
    public IReadOnlyList<ConversationSummary> Items => _items;

    /// <summary>Whether there is more.</summary>
    public bool HasMore => _next is not null;

    /// <summary>Whether its beginning was read: only then one that is empty has nothing to show.</summary>
    public bool IsRead { get; private set; }

    /// <summary>Whether the list is that of all conversations that were not put away.</summary>
    public bool IsWhole => Filter == new ConversationFilter();

    /// <summary>Which are shown.</summary>
    public ConversationFilter Filter { get; private set; } = new();

    /// <summary>Begins anew, with others.</summary>
    public Task ShowAsync(ConversationFilter filter, CancellationToken cancellationToken)
    {
        Filter = filter;
        _items.Clear();
        _ids.Clear();
        _meanwhile.Clear();
        (_next, _groups, _loading, IsRead) = (null, null, false, false);
        _begun++;
        return LoadMoreAsync(cancellationToken);
    }

    /// <summary>A conversation of the loaded part; null when it is not there.</summary>
    public ConversationSummary? Find(Guid id) => _ids.Contains(id) ? _items.Find(item => item.Id == id) : null;

    /// <summary>What was loaded in its groups; put together anew only when something changed or a day began.</summary>
    /// <param name="now">The moment, with the reader's offset.</param>
    /// <param name="words">The reader's language.</param>
    public IReadOnlyList<(string Name, IReadOnlyList<ConversationSummary> Items)> GroupsAt(DateTimeOffset now, IStringLocalizer<Words> words)
    {
        if (_groups is null || _groupedOn != now.DateTime.Date)
        {
            _groupedOn = now.DateTime.Date;
            _groups = [.. _items.GroupBy(item => HistoryGroups.NameOf(item, now, words), StringComparer.Ordinal).Select(g => (g.Key, (IReadOnlyList<ConversationSummary>)[.. g]))];
        }

        return _groups;
    }

    /// <summary>Loads the next page.</summary>
    public async Task LoadMoreAsync(CancellationToken cancellationToken)
    {
        if (_loading)
        {
            return; // Its end came into view again before the page was there.
        }

        _loading = true;
        var begun = _begun;
        if (IsRead)
        {
            _meanwhile.Clear(); // It was kept for a page that could not be read. Before the beginning is read, it is all that stands there.
        }

        try
        {
            var page = await list.RunAsync(ownerId, _next, _items.Count == 0 ? FirstPageSize : PageSize, cancellationToken, Filter);
            if (begun == _begun)
            {
                // What changed meanwhile is newer than the page, and finds its place in it: what was deleted is not listed again.
                foreach (var id in _meanwhile.Keys)
                {
                    Take(id);
                }

                _items.AddRange(page.Items.Where(item => !_meanwhile.ContainsKey(item.Id) && _ids.Add(item.Id)));
                (_next, _groups, IsRead) = (page.Next, null, true);
                foreach (var changed in _meanwhile.Values.OfType<ConversationSummary>())
                {
                    Put(changed);
                }

                _meanwhile.Clear();
            }
        }
        finally
        {
            _loading &= begun != _begun; // Another list, begun meanwhile, loads by itself.
        }
    }

    /// <summary>Reads a conversation that changed anew and puts it where it belongs now, if that is in the loaded part.</summary>
    /// <returns>The conversation, whether it is listed or not; null when there is none any more.</returns>
    public async Task<ConversationSummary?> RefreshAsync(Guid id, CancellationToken cancellationToken)
    {
        var fresh = await get.RunAsync(ownerId, id, cancellationToken);
        var listed = fresh is { Succeeded: true, Value: { MessageCount: > 0, Temporary: false } conversation } && IsShown(conversation) ? conversation : null;
        _groups = null;
        Take(id);
        if (_loading || !IsRead)
        {
            _meanwhile[id] = listed;
        }

        if (listed is not null)
        {
            Put(listed);
        }

        return fresh.Value;
    }

    private void Take(Guid id)
    {
        if (_ids.Remove(id))
        {
            _items.RemoveAll(item => item.Id == id);
        }
    }

    /// <summary>Puts one where it belongs, if that is in the loaded part.</summary>
    private void Put(ConversationSummary conversation)
    {
        var place = _items.FindIndex(item => IsBefore(conversation, item.Pinned, item.LastActiveAt));
        if (place >= 0)
        {
            _ids.Add(conversation.Id);
            _items.Insert(place, conversation);
        }
        else if (_next is not { } end || IsBefore(conversation, end.Pinned, end.LastActiveAt))
        {
            // Also the last one of the loaded part: no page that follows has it.
            _ids.Add(conversation.Id);
            _items.Add(conversation);
        }
    }

    private bool IsShown(ConversationSummary conversation) =>
        (Filter.Archived is not { } archived || conversation.Archived == archived)
        && (Filter.FolderId is not { } folderId || conversation.FolderId == folderId)
        && (Filter.Tag is not { } tag || conversation.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase));

    private static bool IsBefore(ConversationSummary conversation, bool pinned, DateTimeOffset lastActiveAt) =>
        conversation.Pinned == pinned ? conversation.LastActiveAt >= lastActiveAt : conversation.Pinned;
}
