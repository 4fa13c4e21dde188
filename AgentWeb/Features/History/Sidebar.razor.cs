using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Messaging;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace AgentWeb.Features.History;

/// <summary>The user's conversations, newest first. It follows changes of all tabs and programs.</summary>
public sealed partial class Sidebar : IAsyncDisposable
{
    private const int PageSize = 50;

    private readonly CancellationTokenSource _gone = new();
    private readonly List<ConversationSummary> _items = [];
    private ConversationFollower? _follower;
    private ConversationCursor? _next;
    private Guid _ownerId;
    private Guid? _confirming;
    private bool _loaded;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private ListConversations ListConversations { get; set; } = null!;

    [Inject]
    private GetConversation GetConversation { get; set; } = null!;

    [Inject]
    private DeleteConversation DeleteConversation { get; set; } = null!;

    [Inject]
    private ConversationChanges Changes { get; set; } = null!;

    [Inject]
    private QueuePositions Positions { get; set; } = null!;

    [Inject]
    private OpenConversation Open { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private IEnumerable<IGrouping<string, ConversationSummary>> Groups =>
        _items.GroupBy(item => HistoryGroups.NameOf(item.LastActiveAt, Time.GetUtcNow()), StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Open.Changed -= OnOpened;
        await _gone.CancelAsync();
        await (_follower?.DisposeAsync() ?? ValueTask.CompletedTask);
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _ownerId = (await SignedIn).User.UserId();
        Open.Changed += OnOpened;
        _follower = new(Changes, _ownerId, Time, InvokeAsync, RefreshAsync);
        await LoadMoreAsync();
        _loaded = true;
    }

    private static string Address(ConversationSummary item) => "/c/" + PublicId.Format(PublicId.Session, item.Id);

    private string WaitingLabel(Guid id) => Positions.Of(id) is { } position ? $"Waiting in line, position {position}" : "Waiting in line";

    private void OnOpened(object? sender, EventArgs e) => StateHasChanged();

    private async Task LoadMoreAsync()
    {
        var page = await ListConversations.RunAsync(_ownerId, _next, PageSize, _gone.Token);
        _items.AddRange(page.Items.Where(item => !_items.Exists(known => known.Id == item.Id)));
        _next = page.Next;
    }

    private async Task RefreshAsync(IReadOnlyCollection<Guid> changed)
    {
        foreach (var id in changed)
        {
            var fresh = await GetConversation.RunAsync(_ownerId, id, _gone.Token);
            _items.RemoveAll(item => item.Id == id);
            if (fresh is { Succeeded: true, Value.MessageCount: > 0 })
            {
                var place = _items.FindIndex(item => item.LastActiveAt <= fresh.Value.LastActiveAt);
                _items.Insert(place < 0 ? _items.Count : place, fresh.Value);
            }
        }

        StateHasChanged();
    }

    private async Task DeleteAsync(Guid id)
    {
        _confirming = null;
        await DeleteConversation.RunAsync(_ownerId, id, CancellationToken.None);
        if (Open.Id == id)
        {
            Navigation.NavigateTo("/");
        }
    }
}
