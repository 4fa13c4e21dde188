using AgentWeb.Components.Shared;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Files;
using AgentWeb.Core.Files.Ingestion;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using AgentWeb.Features.Settings;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;

namespace AgentWeb.Features.Files;

/// <summary>A person's files: find, look at, download, delete. What changes anywhere is seen here at once.</summary>
public sealed partial class FilesPage : IAsyncDisposable
{
    private static readonly int PageSize = new FileFilter().Limit;

    private readonly CancellationTokenSource _gone = new();
    private readonly HashSet<Guid> _lookedFor = []; // Files in work for which the list was read anew since the last search.
    private ElementReference _page;
    private ElementReference _heading;
    private AttachedScript? _script;
    private ChangeFollower? _follower;
    private FilePreview? _preview;
    private Guid _ownerId;
    private List<FileSummary>? _files;
    private bool _hasMore;
    private int _wanted = PageSize; // Files, also while they are not here yet.
    private int _readings;
    private int _lastRead; // The reading that the list is of.
    private Error? _unread;
    private FileUsage? _usage;
    private FileUses? _uses;
    private Guid? _deletingId;
    private (Guid? FileId, string Part)? _focus;
    private KindGroup _group = KindGroup.All[0];
    private string _name = "";
    private string? _problem;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private ListFiles ListFiles { get; set; } = null!;

    [Inject]
    private GetFile GetFile { get; set; } = null!;

    [Inject]
    private ReadFileUsage ReadUsage { get; set; } = null!;

    [Inject]
    private ChangeProcessing ChangeProcessing { get; set; } = null!;

    [Inject]
    private DeleteFile DeleteFile { get; set; } = null!;

    [Inject]
    private FileChanges Changes { get; set; } = null!;

    [Inject]
    private IOptionsMonitor<FilesOptions> Limits { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private bool IsFiltered => _name.Length > 0 || _group.Kinds.Count > 0;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await (_follower?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_script?.DisposeAsync() ?? ValueTask.CompletedTask);
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _ownerId = (await SignedIn).User.UserId();
        _follower = new(Changes, _ownerId, Time, InvokeAsync, FollowAsync); // It asks again when the database does not answer.
        await ReadAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _script = new(Browser);
            await _script.AttachAsync(
                "/Features/Files/FilesPage.razor.js", _page, new { maxFileSize = Limits.CurrentValue.MaxSize, maxImageSide = Limits.CurrentValue.MaxImageSide });
        }

        if (_focus is { } focus && _script?.Handle is { } script)
        {
            _focus = null;
            await script.InvokeVoidAsync("focusFile", _gone.Token, focus.FileId is { } id ? PublicId.Format(PublicId.File, id) : "", focus.Part);
        }
    }

    /// <summary>Reads what is to be shown; what is shown stays while the database does not answer.</summary>
    private async Task ReadAsync()
    {
        var reading = ++_readings;
        var unread = await ReadAttempt.RunAsync(() => RefreshAsync(reading));
        _unread = reading == _readings ? unread : _unread;
    }

    /// <summary>Reads as many anew as are wanted, also of those that are asked for while it reads: the list never gets shorter by it.</summary>
    private async Task RefreshAsync(int reading)
    {
        var filter = Filter();
        List<FileSummary> files = [];
        FilePage page;
        do
        {
            page = await ListFiles.RunAsync(_ownerId, filter with { Before = files.LastOrDefault()?.Seq, Limit = _wanted - files.Count }, _gone.Token);
            if (reading != _readings)
            {
                return; // Something else was asked for meanwhile, and is read by whoever asked.
            }

            files.AddRange(page.Files);
        }
        while (page.HasMore && files.Count < _wanted);

        (_files, _hasMore, _unread) = (files, page.HasMore, null);
        _usage = await ReadUsage.RunAsync(_ownerId, _gone.Token);
        _lastRead = reading == _readings ? reading : _lastRead;
        StateHasChanged();
    }

    private async Task FollowAsync(IReadOnlyCollection<Guid> changed)
    {
        if (!await RefreshRowsAsync([.. changed]))
        {
            await RefreshAsync(++_readings);
        }
    }

    /// <summary>Reads nothing but some of the files: one that is processed tells each step, and the list may be long.</summary>
    /// <returns>Whether that was enough. It is not where files came or went, or the list is being read anew and may be older than the change.</returns>
    private async Task<bool> RefreshRowsAsync(HashSet<Guid> changed)
    {
        var reading = _readings;
        if (_files is not { } shown || _unread is not null || reading != _lastRead)
        {
            return false;
        }

        var rows = (await GetFile.RunAsync(_ownerId, changed, _gone.Token)).ToDictionary(file => file.Id);
        if (reading != _readings)
        {
            return true; // Something else was asked for meanwhile, and is read by whoever asked.
        }

        for (var i = 0; i < shown.Count; i++)
        {
            shown[i] = rows.GetValueOrDefault(shown[i].Id, shown[i]);
        }

        StateHasChanged();
        return !NoteUnlisted(rows.Values, shown) && rows.Count == changed.Count;
    }

    /// <summary>
    /// Notes those that are not listed. Each of them asks once for the list to be read anew: the database alone knows whether the search finds it,
    /// and what is used may be more by it.
    /// </summary>
    /// <returns>Whether one of them was not noted before.</returns>
    private bool NoteUnlisted(IReadOnlyCollection<FileSummary> changed, List<FileSummary> shown)
    {
        var listed = shown.Select(file => file.Id).ToHashSet();
        var end = _hasMore && shown.Count > 0 ? shown[^1].Seq : long.MinValue; // What is older is not asked for yet, and no news.
        var unlisted = changed.Where(file => file.Seq > end && !listed.Contains(file.Id)).ToList();
        var isNew = !unlisted.TrueForAll(file => _lookedFor.Contains(file.Id));
        _lookedFor.ExceptWith(changed.Select(file => file.Id));
        _lookedFor.UnionWith(unlisted.Where(file => file.IsInWork).Select(file => file.Id)); // The others change no more.
        return isNew;
    }

    /// <summary>
    /// Adds older ones where the list still ends as it did when they were asked for: not to that of another search, and not twice. It does not
    /// count as a reading, since what is being read anew meanwhile is still wanted, and brings the older ones too where it ends first.
    /// </summary>
    private async Task LoadMoreAsync()
    {
        if (_files is not { Count: > 0 } shown)
        {
            return; // Something else was asked for before the button was gone.
        }

        var (filter, last) = (Filter(), shown[^1].Seq);
        _wanted = shown.Count + PageSize;
        var read = await StorageAttempt.ReadAsync<FilePage>(async () => await ListFiles.RunAsync(_ownerId, filter with { Before = last }, _gone.Token));
        if (filter != Filter() || _files is not { Count: > 0 } files || files[^1].Seq != last)
        {
            return;
        }

        _unread = read.Error;
        if (read.Value is { } older)
        {
            files.AddRange(older.Files);
            _hasMore = older.HasMore;
        }
    }

    private FileFilter Filter() => new(_name, _group.Kinds);

    private Task SearchAsync()
    {
        (_files, _hasMore, _wanted) = (null, false, PageSize);
        _lookedFor.Clear();
        return ReadAsync();
    }

    private Task ShowAsync(KindGroup group)
    {
        _group = group;
        return SearchAsync();
    }

    private Task PreviewAsync(FileSummary file) => _preview!.OpenAsync(file);

    private Task RetryAsync(FileSummary file) => DoAsync(() => ChangeProcessing.RetryAsync(_ownerId, file.Id, _gone.Token));

    private Task CancelAsync(FileSummary file) => DoAsync(() => ChangeProcessing.CancelAsync(_ownerId, file.Id, _gone.Token));

    private async Task AskDeleteAsync(FileSummary file)
    {
        var uses = await StorageAttempt.ReadAsync<FileUses>(async () => await ReadUsage.UsesAsync(_ownerId, file.Id, _gone.Token));
        _problem = uses.Error is { } error ? L.Of(error) : null;
        if (uses.Succeeded)
        {
            (_uses, _deletingId) = (uses.Value, file.Id);
            _focus = (file.Id, "keep"); // The button that was pressed is gone; where the hand is must not be what deletes.
        }
    }

    private void Keep(FileSummary file)
    {
        _deletingId = null;
        _focus = (file.Id, "delete");
    }

    private async Task DeleteAsync(FileSummary file)
    {
        _deletingId = null;
        var place = _files?.FindIndex(f => f.Id == file.Id) ?? 0;
        if (await DoAsync(() => DeleteFile.RunAsync(_ownerId, file.Id, _gone.Token)))
        {
            _files?.RemoveAll(f => f.Id == file.Id); // The list may be read anew by whoever was told of it, and not be here yet.
        }

        // Its row is gone, unless it could not be deleted: the one in its place, or the last one.
        var next = _files is { Count: > 0 } ? _files[Math.Clamp(place, 0, _files.Count - 1)] : null;
        _focus = (next?.Id, "delete");
    }

    /// <summary>Does something with a file; gives whether it was done.</summary>
    private async Task<bool> DoAsync<T>(Func<Task<Result<T>>> useCase)
    {
        var done = await StorageAttempt.RunAsync(useCase);
        _problem = done.Error is { } error ? L.Of(error) : null; // It stands whether or not the list can be read, and when it is read again.
        await ReadAsync();
        return done.Succeeded;
    }
}
