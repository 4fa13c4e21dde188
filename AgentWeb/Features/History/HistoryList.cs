using AgentWeb.Core.Conversations;

namespace AgentWeb.Features.History;

/// <summary>
/// The part of a user's conversations that a page has loaded, in the order of the list: pinned ones first, then by last activity.
/// </summary>
internal sealed class HistoryList(ListConversations list, GetConversation get, Guid ownerId)
{
    private const int PageSize = 50;

    private readonly List<ConversationSummary> _items = [];
    private ConversationCursor? _next;

    /// <summary>What was loaded.</summary>
    public IReadOnlyList<ConversationSummary> Items => _items;

    /// <summary>Whether there is more.</summary>
    public bool HasMore => _next is not null;

    /// <summary>Whether the list is that of all conversations that were not put away.</summary>
    public bool IsWhole => Filter == new ConversationFilter();

    /// <summary>Which are shown.</summary>
    public ConversationFilter Filter { get; private set; } = new();

    /// <summary>Begins anew, with others.</summary>
    public Task ShowAsync(ConversationFilter filter, CancellationToken cancellationToken)
    {
        Filter = filter;
        _items.Clear();
        _next = null;
        return LoadMoreAsync(cancellationToken);
    }

    /// <summary>A conversation of the loaded part; null when it is not there.</summary>
    public ConversationSummary? Find(Guid id) => _items.Find(item => item.Id == id);

    /// <summary>Loads the next page.</summary>
    public async Task LoadMoreAsync(CancellationToken cancellationToken)
    {
        var page = await list.RunAsync(ownerId, _next, PageSize, cancellationToken, Filter);
        _items.AddRange(page.Items.Where(item => !_items.Exists(known => known.Id == item.Id)));
        _next = page.Next;
    }

    /// <summary>Reads a conversation that changed anew and puts it where it belongs now, if that is in the loaded part.</summary>
    public async Task RefreshAsync(Guid id, CancellationToken cancellationToken)
    {
        var fresh = await get.RunAsync(ownerId, id, cancellationToken);
        _items.RemoveAll(item => item.Id == id);
        if (fresh is not { Succeeded: true, Value: { MessageCount: > 0, Temporary: false } conversation } || !IsShown(conversation))
        {
            return;
        }

        var place = _items.FindIndex(item => IsBefore(conversation, item));
        if (place >= 0)
        {
            _items.Insert(place, conversation);
        }
        else if (!HasMore)
        {
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
