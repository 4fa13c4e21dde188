using AgentWeb.Core;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Results;
using AgentWeb.Features.Settings;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

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
            await _first.FocusAsync();
        }
    }

    private async Task SaveAsync()
    {
        var typed = _tags.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var folder = await FolderAsync();
        _problem = folder.Error is { } refused ? L.Of(refused) : null;
        foreach (var item in _problem is null ? Items : [])
        {
            // For many, what is typed comes to what each has.
            string[]? tags = Items.Count == 1 ? typed : typed.Length > 0 ? [.. item.Tags, .. typed] : null;
            var changed = await ChangeConversation.RunAsync(OwnerId, new(item.Id, Folder: folder.Value.Choice, Tags: tags), CancellationToken.None);
            _problem ??= changed.Error is { } wrong ? L.Of(wrong) : null;
        }

        if (_problem is null)
        {
            await OnClose.InvokeAsync();
        }
    }

    private async Task<Result<(FolderChoice? Choice, bool IsNew)>> FolderAsync()
    {
        if (_folder == New)
        {
            var made = await CreateFolder.RunAsync(OwnerId, _newFolder, CancellationToken.None);
            return made.Succeeded ? (new FolderChoice(made.Value.Id), true) : made.Error;
        }

        return _folder == Leave ? (null, false)
            : (new FolderChoice(PublicId.TryParse(PublicId.Folder, _folder, out var id) ? id : null), false);
    }

    private Task OnKeyAsync(KeyboardEventArgs key) =>
        string.Equals(key.Key, "Escape", StringComparison.Ordinal) ? OnClose.InvokeAsync() : Task.CompletedTask;
}
