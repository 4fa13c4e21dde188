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
        try
        {
            var page = await list.RunAsync(ownerId, _next, _items.Count == 0 ? FirstPageSize : PageSize, cancellationToken, Filter);
            if (begun == _begun)
            {
                // What changed while the beginning was read stands there already, and not in its place.
                List<ConversationSummary> early = IsRead ? [] : [.. _items];
                early.ForEach(item => Take(item.Id));
                _items.AddRange(page.Items.Where(item => early.TrueForAll(changed => changed.Id != item.Id) && _ids.Add(item.Id)));
                (_next, _groups, IsRead) = (page.Next, null, true);
                early.ForEach(Put);
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
        _groups = null;
        Take(id);
        if (fresh is not { Succeeded: true, Value: { MessageCount: > 0, Temporary: false } conversation } || !IsShown(conversation))
        {
            return fresh.Value;
        }

        Put(conversation);
        return conversation;
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
        var place = _items.FindIndex(item => IsBefore(conversation, item));
        if (place >= 0)
        {
            _ids.Add(conversation.Id);
            _items.Insert(place, conversation);
        }
        else if (!HasMore)
        {
            _ids.Add(conversation.Id);
            _items.Add(conversation);
        }
    }

    private bool IsShown(ConversationSummary conversation) =>
        (Filter.Archived is not { } archived || conversation.Archived == archived)
        && (Filter.FolderId is not { } folderId || conversation.FolderId == folderId)
        && (Filter.Tag is not { } tag || conversation.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase));

    private static bool IsBefore(ConversationSummary a, ConversationSummary b) =>
        a.Pinned == b.Pinned ? a.LastActiveAt >= b.LastActiveAt : a.Pinned;
}
