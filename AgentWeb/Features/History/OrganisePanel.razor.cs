using AgentWeb.Core;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Results;
using AgentWeb.Features.Settings;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace AgentWeb.Features.History;

/// <summary>Asks for the folder and the tags of conversations, and changes them.</summary>
public sealed partial class OrganisePanel
{
    private const string Leave = "leave";
    private const string New = "new";

    private ElementReference _first;
    private string _folder = Leave;
    private string _newFolder = "";
    private string _tags = "";
    private string? _problem;
    private string? _folderProblem;
    private (string Name, Guid Id)? _made; // A folder is made once, also when what follows it has to be tried again.
    private bool _saving;

    /// <summary>The conversations, at least one.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ConversationSummary> Items { get; set; } = [];

    /// <summary>The folders to choose from.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<FolderSummary> Folders { get; set; } = [];

    /// <summary>The tags that are known.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<TagSummary> Tags { get; set; } = [];

    /// <summary>Whose they are.</summary>
    [Parameter, EditorRequired]
    public Guid OwnerId { get; set; }

    /// <summary>Called when it is to be closed, after a change or without.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnClose { get; set; }

    [Inject]
    private ChangeConversation ChangeConversation { get; set; } = null!;

    [Inject]
    private CreateFolder CreateFolder { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (Items is [var only])
        {
            _folder = only.FolderId is { } id ? PublicId.Format(PublicId.Folder, id) : "";
            _tags = string.Join(", ", only.Tags);
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Browser.InvokeVoidAsync("agentweb.focusFirst", _first);
        }
    }

    private async Task SaveAsync()
    {
        if (_saving)
        {
            return;
        }

        _saving = true;
        var folder = await StorageAttempt.RunAsync(FolderAsync);
        _folderProblem = folder.Error is { } refused ? L.Of(refused) : null;
        _problem = folder.Succeeded && await ChangeAllAsync(folder.Value.Choice) is { } wrong ? L.Of(wrong) : null;
        _saving = false;
        if (_folderProblem is null && _problem is null)
        {
            await OnClose.InvokeAsync();
        }
    }

    /// <summary>Changes all that are chosen.</summary>
    /// <returns>The first thing that went wrong; the others are done nevertheless, as long as the database answers.</returns>
    private async Task<Error?> ChangeAllAsync(FolderChoice? folder)
    {
        var typed = _tags.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Error? wrong = null;
        foreach (var item in Items)
        {
            // For many, what is typed comes to what each has.
            string[]? tags = Items.Count == 1 ? typed : typed.Length > 0 ? [.. item.Tags, .. typed] : null;
            var changed = await StorageAttempt.RunAsync(
                () => ChangeConversation.RunAsync(OwnerId, new(item.Id, Folder: folder, Tags: tags), CancellationToken.None));
            if (changed.Error is { Retryable: true })
            {
                return changed.Error;
            }

            wrong ??= changed.Error;
        }

        return wrong;
    }

    private async Task<Result<(FolderChoice? Choice, bool IsNew)>> FolderAsync()
    {
        if (_folder == New)
        {
            if (_made is { } before && string.Equals(before.Name, _newFolder, StringComparison.Ordinal))
            {
                return (new FolderChoice(before.Id), true);
            }

            var made = await CreateFolder.RunAsync(OwnerId, _newFolder, CancellationToken.None);
            if (!made.Succeeded)
            {
                return made.Error;
            }

            _made = (_newFolder, made.Value.Id);
            return (new FolderChoice(made.Value.Id), true);
        }

        return _folder == Leave ? (null, false)
            : (new FolderChoice(PublicId.TryParse(PublicId.Folder, _folder, out var id) ? id : null), false);
    }

    private Task OnKeyAsync(KeyboardEventArgs key) =>
        string.Equals(key.Key, "Escape", StringComparison.Ordinal) ? OnClose.InvokeAsync() : Task.CompletedTask;
}
