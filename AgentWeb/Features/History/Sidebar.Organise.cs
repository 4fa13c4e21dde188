using AgentWeb.Core.Conversations;
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

    private async Task ShowAsync(ConversationFilter filter)
    {
        _selection.Clear();
        await _list!.ShowAsync(filter, _gone.Token);
    }

    private async Task RenameFolderAsync(string name)
    {
        await RenameFolder.RunAsync(_ownerId, ShownFolder!.Id, name, CancellationToken.None);
        await ReadLabelsAsync();
    }

    private async Task DeleteFolderAsync()
    {
        await DeleteFolder.RunAsync(_ownerId, ShownFolder!.Id, CancellationToken.None);
        await ReadLabelsAsync();
        await ShowAsync(new());
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
        await RefreshAsync([.. changed.Select(item => item.Id)]);
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

    private async Task ChangeSelectedAsync(Func<ConversationSummary, ChangeConversationInput> change)
    {
        var items = Selected;
        _selection.Clear();
        foreach (var item in items)
        {
            await ChangeAsync(change(item));
        }
    }

    private async Task DeleteSelectedAsync()
    {
        var items = Selected;
        _selection.Clear();
        await DeleteAllAsync(items);
    }
}
