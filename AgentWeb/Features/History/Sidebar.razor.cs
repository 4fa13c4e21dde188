using AgentWeb.Core.Accounts;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Messaging;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace AgentWeb.Features.History;

/// <summary>The user's conversations. It follows changes of all tabs and programs.</summary>
public sealed partial class Sidebar : IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private ChangeFollower? _follower;
    private HistoryList? _list;
    private List<ConversationSummary> _deleted = [];
    private TimeSpan _offset;
    private Guid _ownerId;
    private bool _loaded;
    private bool _searching;
    private ElementReference _more;
    private string? _watched;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private FinishedReplies FinishedReplies { get; set; } = null!;

    [Inject]
    private ListConversations ListConversations { get; set; } = null!;

    [Inject]
    private GetConversation GetConversation { get; set; } = null!;

    [Inject]
    private ChangeConversation ChangeConversation { get; set; } = null!;

    [Inject]
    private DeleteConversation DeleteConversation { get; set; } = null!;

    [Inject]
    private RestoreConversation RestoreConversation { get; set; } = null!;

    [Inject]
    private ConversationChanges Changes { get; set; } = null!;

    [Inject]
    private QueuePositions Positions { get; set; } = null!;

    [Inject]
    private OpenConversation Open { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

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
        _list = new(ListConversations, GetConversation, _ownerId);
        Open.Changed += OnOpened;
        _follower = new(Changes, _ownerId, Time, InvokeAsync, RefreshAsync, places: true);
        await Task.Yield(); // The rest of the page goes first: one can write while the list comes.
        await _list.LoadMoreAsync(_gone.Token);
        await ReadLabelsAsync();
        _loaded = true;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            // Days begin where the reader is, not where the server is.
            _offset = TimeSpan.FromMinutes(await Browser.InvokeAsync<int>("agentweb.utcOffset", _gone.Token));
            if (_offset != TimeSpan.Zero)
            {
                StateHasChanged();
            }
        }

        if (_more.Id is { } more && _list is { HasMore: true } && !string.Equals(_watched, more, StringComparison.Ordinal))
        {
            _watched = more;
            await Browser.InvokeVoidAsync("agentweb.loadWhenSeen", _gone.Token, _more);
        }
    }

    private void OnOpened(object? sender, EventArgs e) => StateHasChanged();

    private async Task RefreshAsync(IReadOnlyCollection<Guid> changed)
    {
        foreach (var id in changed)
        {
            var before = _list!.Find(id);
            await _list.RefreshAsync(id, _gone.Token);
            await FinishedReplies.LookAsync(_ownerId, before, _list.Find(id), _gone.Token);
        }

        _selection.Keep(_list!.Items);
        await ReadLabelsAsync();
        StateHasChanged();
    }

    private async Task ChangeAsync(ChangeConversationInput change)
    {
        await ChangeConversation.RunAsync(_ownerId, change, CancellationToken.None);
        await _list!.RefreshAsync(change.ConversationId, _gone.Token);
    }

    private Task DeleteAsync(ConversationSummary item) => DeleteAllAsync([item]);

    private async Task DeleteAllAsync(IReadOnlyList<ConversationSummary> items)
    {
        _deleted = [];
        foreach (var item in items)
        {
            if ((await DeleteConversation.RunAsync(_ownerId, item.Id, CancellationToken.None)).Succeeded)
            {
                _deleted.Add(item);
            }

            await _list!.RefreshAsync(item.Id, _gone.Token);
        }

        if (_deleted.Exists(item => item.Id == Open.Id))
        {
            Navigation.NavigateTo("/");
        }
    }

    private async Task UndoAsync()
    {
        var restored = _deleted;
        _deleted = [];
        foreach (var item in restored)
        {
            await RestoreConversation.RunAsync(_ownerId, item.Id, CancellationToken.None);
            await _list!.RefreshAsync(item.Id, _gone.Token);
        }
    }
}
