using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace AgentWeb.Features.History;

/// <summary>The user's conversations. It follows changes of all tabs and programs.</summary>
public sealed partial class Sidebar : IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly List<string> _unsaid = []; // Of replies that finished, for who does not see it.
    private ChangeFollower? _follower;
    private HistoryList? _list;
    private List<ConversationSummary> _deleted = [];
    private Error? _problem;
    private TimeSpan _offset;
    private Guid _ownerId;
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
        await LoadAsync();
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

    /// <summary>Does what the person asked for; what stood in its way is said in the sidebar.</summary>
    private async Task<bool> AttemptAsync<T>(Func<Task<Result<T>>> useCase)
    {
        _problem = (await StorageAttempt.RunAsync(useCase)).Error;
        return _problem is null;
    }

    /// <summary>Reads the beginning of the list, and the labels above it.</summary>
    private Task LoadAsync() => ReadAsync(async () =>
    {
        await _list!.LoadMoreAsync(_gone.Token);
        await ReadLabelsAsync();
    });

    private Task LoadOlderAsync() => ReadAsync(() => _list!.LoadMoreAsync(_gone.Token));

    private async Task ReadAsync(Func<Task> read) => _problem = await ReadAttempt.RunAsync(read);

    private async Task RefreshAsync(IReadOnlyCollection<Guid> changed)
    {
        foreach (var id in changed)
        {
            var listed = _list!.Find(id);
            var now = await _list.RefreshAsync(id, _gone.Token);
            if (await FinishedReplies.LookAsync(_ownerId, listed, now, _gone.Token) && id != Open.Id)
            {
                _unsaid.Add(L["A reply is there in “{0}”.", now!.Title].Value); // The one that is shown is heard as it comes.
            }
        }

        _selection.Keep(_list!.Items);
        await ReadLabelsAsync();
        StateHasChanged();
        if (_unsaid.Count > 0)
        {
            // Not by a text of the sidebar: a second reply in the same conversation is told in the same words, which would not be heard.
            await Browser.InvokeVoidAsync("agentweb.announce", FinishedReplies.Patience, string.Join(' ', _unsaid));
            _unsaid.Clear();
        }
    }

    /// <summary>Shows a change at once. When the database does not answer now, the follower shows it later.</summary>
    private Task ShowChangeAsync(Guid id) => ReadAttempt.RunAsync(() => _list!.RefreshAsync(id, _gone.Token));

    private async Task ChangeAsync(ChangeConversationInput change)
    {
        await AttemptAsync(() => ChangeConversation.RunAsync(_ownerId, change, CancellationToken.None));
        await ShowChangeAsync(change.ConversationId);
    }

    private async Task<Error?> RenameAsync(Guid id, string title)
    {
        var renamed = await StorageAttempt.RunAsync(() => ChangeConversation.RunAsync(_ownerId, new(id, Title: title), CancellationToken.None));
        await ShowChangeAsync(id);
        StateHasChanged();
        return renamed.Error;
    }

    private Task DeleteAsync(ConversationSummary item) => DeleteAllAsync([item]);

    /// <summary>Deletes them, and offers to take it back.</summary>
    /// <returns>How many it was done with.</returns>
    private async Task<int> DeleteAllAsync(IReadOnlyList<ConversationSummary> items)
    {
        var deleted = _deleted = [];
        var done = await EachAsync(items, item => DeleteConversation.RunAsync(_ownerId, item.Id, CancellationToken.None), deleted.Add);
        if (deleted.Exists(item => item.Id == Open.Id))
        {
            Navigation.NavigateTo("/");
        }

        return done;
    }

    private async Task UndoAsync()
    {
        var deleted = _deleted;
        _deleted = [];
        var done = await EachAsync(deleted, item => RestoreConversation.RunAsync(_ownerId, item.Id, CancellationToken.None));
        _deleted = [.. deleted.Skip(done), .. _deleted];
    }
}
