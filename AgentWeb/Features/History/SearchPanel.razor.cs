using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Models.Managed;
using AgentWeb.Core.Results;
using AgentWeb.Core.Search;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace AgentWeb.Features.History;

/// <summary>
/// The search of the sidebar: it answers as one types. A letter ends the search of the letters before it, and waits a moment for the next
/// one. The keys (arrows, Enter, Escape, Ctrl+K) are <c>js/search.js</c>'s.
/// </summary>
public sealed partial class SearchPanel : IDisposable
{
    private const int MaxLength = 200;

    /// <summary>Shorter than the pause of someone who reads what is there, longer than that between two letters of a word.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(120);

    private CancellationTokenSource _reader = new();
    private ElementReference _field;
    private IReadOnlyList<SearchChoice> _models = [];
    private string _text = "";
    private string _span = "";
    private string _model = "";
    private string _folder = "";
    private FoundList? _found;
    private Error? _unread;
    private bool _reading;

    /// <summary>Whose conversations.</summary>
    [Parameter, EditorRequired]
    public Guid OwnerId { get; set; }

    /// <summary>Where the reader's days begin, east of UTC.</summary>
    [Parameter]
    public TimeSpan Offset { get; set; }

    /// <summary>The folders that a search can be narrowed to.</summary>
    [Parameter]
    public IReadOnlyList<FolderSummary> Folders { get; set; } = [];

    /// <summary>Whether something is looked for; results stand in the place of the list then.</summary>
    [Parameter]
    public bool IsActive { get; set; }

    /// <summary>Called when that changes.</summary>
    [Parameter]
    public EventCallback<bool> IsActiveChanged { get; set; }

    [Inject]
    private SearchConversations SearchConversations { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private ModelAccess Models { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool IsFiltered => _span.Length > 0 || _model.Length > 0 || _folder.Length > 0;

    private IReadOnlyList<SearchChoice> FolderChoices => [.. Folders.Select(folder => new SearchChoice(PublicId.Format(PublicId.Folder, folder.Id), folder.Name))];

    private string Announcement => (_reading, _found) switch
    {
        (true, _) or (_, null) => "",
        (_, { Count: 0 }) => L["Nothing was found."],
        (_, { HasMore: true }) => L["{0} conversations were found, and there are more.", _found.Count],
        (_, { Count: 1 }) => L["One conversation was found."],
        _ => L["{0} conversations were found.", _found.Count],
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Cancel();
        _reader.Dispose();
    }

    private async Task ReadAsync()
    {
        await _reader.CancelAsync();
        _reader.Dispose();
        _reader = new();
        var token = _reader.Token;
        if (string.IsNullOrWhiteSpace(_text))
        {
            (_found, _unread, _reading, _span, _model, _folder) = (null, null, false, "", "", "");
            await IsActiveChanged.InvokeAsync(arg: false);
            return;
        }

        if (!IsActive)
        {
            _models = [.. Models.List(OwnerId, (await SignedIn).User.IsInRole(Roles.Admin)).Select(model => new SearchChoice(model.Key, model.Name))];
            await IsActiveChanged.InvokeAsync(arg: true);
        }

        _reading = true;
        try
        {
            await Task.Delay(Pause, Time, token);
            var from = SearchSpan.Begin(_span, Time.GetUtcNow());
            var folder = PublicId.TryParse(PublicId.Folder, _folder, out var id) ? id : (Guid?)null;
            var found = new FoundList(SearchConversations, OwnerId, new(_text, from, ModelKey: _model.Length > 0 ? _model : null, FolderId: folder));
            var read = await ReadPageAsync(found, token);
            if (!token.IsCancellationRequested)
            {
                (_found, _unread, _reading) = (read.Value, read.Error, false); // What was found before is not what is looked for now.
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Another letter came, or the page is gone.
        }
    }

    private async Task ReadMoreAsync()
    {
        if (_found is not { } found)
        {
            return; // Something else was looked for before the button was gone.
        }

        var token = _reader.Token;
        var read = await ReadPageAsync(found, token);
        if (ReferenceEquals(found, _found) && !token.IsCancellationRequested)
        {
            _unread = read.Error;
        }
    }

    /// <summary>Asks once more for what the database did not answer.</summary>
    private Task ReadAgainAsync() => _found is null ? ReadAsync() : ReadMoreAsync();

    private Task ClearFiltersAsync()
    {
        (_span, _model, _folder) = ("", "", "");
        return ReadAsync();
    }

    private static Task<Result<FoundList>> ReadPageAsync(FoundList found, CancellationToken cancellationToken) => StorageAttempt.ReadAsync<FoundList>(async () =>
    {
        await found.ReadMoreAsync(cancellationToken);
        return found;
    });
}
