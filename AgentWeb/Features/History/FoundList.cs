using AgentWeb.Core.Search;

namespace AgentWeb.Features.History;

/// <summary>The part of what was found that a page has loaded.</summary>
internal sealed class FoundList(SearchConversations search, Guid ownerId, SearchInput input)
{
    private const int PageSize = 20;

    private readonly List<FoundConversation> _items = [];
    private SearchCursor? _next;

    /// <summary>What was looked for.</summary>
    public string Query => input.Query!.Trim();

    /// <summary>What was loaded, the newest hit first.</summary>
    public IReadOnlyList<FoundConversation> Items => _items;

    /// <summary>How many those are.</summary>
    public int Count => _items.Count;

    /// <summary>Whether there is more.</summary>
    public bool HasMore => _next is not null;

    /// <summary>Reads the next page, if there is one.</summary>
    public async Task ReadMoreAsync(CancellationToken cancellationToken)
    {
        if (_items.Count > 0 && _next is null)
        {
            return; // All is read: without a place to go on from, the first page would come again.
        }

        var from = _next;
        var page = await search.RunAsync(ownerId, input, from, PageSize, cancellationToken);
        if (from == _next)
        {
            _items.AddRange(page.Items); // Asked for twice, by two buttons or two clicks, it is added once.
            _next = page.Next;
        }
    }
}
