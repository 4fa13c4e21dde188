using AgentWeb.Core;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.History;

/// <summary>Folders, tags, and what is done with several conversations at once.</summary>
public sealed partial class Sidebar
{
    private readonly Selection _selection = new();
    private IReadOnlyList<FolderSummary> _folders = [];
    private IReadOnlyList<TagSummary> _tags = [];
    private IReadOnlyList<ConversationSummary>? _organised;

    [Inject]
    private ListFolders ListFolders { get; set; } = null!;

    [Inject]
    private ListTags ListTags { get; set; } = null!;

    [Inject]
    private RenameFolder RenameFolder { get; set; } = null!;

    [Inject]
    private DeleteFolder DeleteFolder { get; set; } = null!;

    private FolderSummary? ShownFolder => _list?.Filter.FolderId is { } id ? _folders.FirstOrDefault(folder => folder.Id == id) : null;

    private List<ConversationSummary> Selected => _selection.In(_list!.Items);

    private string BackText => _list!.Filter switch
    {
        { Tag: { } tag } => $"#{tag}",
        { Archived: true } => L["Archive"],
        _ => L["Show all conversations"],
    };

    private string EmptyText => _list!.Filter switch
    {
        { Archived: true } => L["Nothing was archived yet."],
        { FolderId: not null } => L["This folder is empty. Conversations are moved here from their menu."],
        { Tag: not null } => L["No conversation carries this tag any more."],
        _ => L["Your conversations will be listed here."],
    };

    private async Task ReadLabelsAsync()
    {
        _folders = await ListFolders.RunAsync(_ownerId, _gone.Token);
        _tags = await ListTags.RunAsync(_ownerId, _gone.Token);
    }

    private Task ShowAsync(ConversationFilter filter)
    {
        _selection.Clear();
        return ReadAsync(() => _list!.ShowAsync(filter, _gone.Token));
    }

    private async Task<Error?> RenameFolderAsync(Guid id, string name)
    {
        var renamed = await StorageAttempt.RunAsync(() => RenameFolder.RunAsync(_ownerId, id, name, CancellationToken.None));
        await ReadAttempt.RunAsync(ReadLabelsAsync);
        StateHasChanged();
        return renamed.Error;
    }

    private async Task DeleteFolderAsync(Guid id)
    {
        await AttemptAsync(() => DeleteFolder.RunAsync(_ownerId, id, CancellationToken.None));
        if (_problem is not { Retryable: true })
        {
            // Also when it was gone already, which is what was wanted.
            await ReadAttempt.RunAsync(ReadLabelsAsync);
            await ShowAsync(new());
        }
    }

    private void Select(RowSelected chosen)
    {
        if (chosen.Range)
        {
            _selection.ExtendTo(chosen.Id, _list!.Items);
        }
        else
        {
            _selection.Toggle(chosen.Id);
        }
    }

    private void OrganiseAsync(ConversationSummary? only) => _organised = only is null ? Selected : [only];

    private async Task EndOrganisingAsync()
    {
        var changed = _organised ?? [];
        _organised = null;
        _selection.Clear();
        foreach (var item in changed)
        {
            await ShowChangeAsync(item.Id);
        }

        await ReadAttempt.RunAsync(ReadLabelsAsync);
    }

    private Task PinSelectedAsync()
    {
        var pin = !Selected.TrueForAll(item => item.Pinned);
        return ChangeSelectedAsync(item => new(item.Id, Pinned: pin));
    }

    private Task ArchiveSelectedAsync()
    {
        var archive = !Selected.TrueForAll(item => item.Archived);
        return ChangeSelectedAsync(item => new(item.Id, Archived: archive));
    }

    private Task ChangeSelectedAsync(Func<ConversationSummary, ChangeConversationInput> change) =>
        WithSelectedAsync(items => EachAsync(items, item => ChangeConversation.RunAsync(_ownerId, change(item), CancellationToken.None)));

    private Task DeleteSelectedAsync() => WithSelectedAsync(DeleteAllAsync);

    /// <summary>Does something with those that were chosen; the ones that it was not done with stay chosen.</summary>
    private async Task WithSelectedAsync(Func<IReadOnlyList<ConversationSummary>, Task<int>> work)
    {
        var items = Selected;
        _selection.Clear();
        _selection.Choose(items.Skip(await work(items)));
    }

    /// <summary>Does something with one conversation after the other, as long as the database answers.</summary>
    /// <returns>How many it was done with; one that is gone already counts.</returns>
    private async Task<int> EachAsync<T>(
        IReadOnlyList<ConversationSummary> items, Func<ConversationSummary, Task<Result<T>>> useCase, Action<ConversationSummary>? onDone = null)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            var done = await AttemptAsync(() => useCase(item));
            if (_problem is { Retryable: true })
            {
                return i;
            }

            if (done)
            {
                onDone?.Invoke(item);
            }

            await ShowChangeAsync(item.Id);
        }

        return items.Count;
    }
}
