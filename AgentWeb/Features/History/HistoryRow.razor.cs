using AgentWeb.Core;
using AgentWeb.Core.Conversations;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace AgentWeb.Features.History;

/// <summary>A conversation in the sidebar: what it is called, what goes on in it, and what can be done with it.</summary>
public sealed partial class HistoryRow
{
    private ElementReference _field;
    private string _title = "";
    private bool _renaming;
    private bool _menu; // Was opened: of thousands of rows few ever are.
    private (ConversationSummary, bool, int?, bool, bool, bool, bool, string?) _shown; // By the last rendering, which notes it.
    private bool _focus;

    /// <summary>The conversation.</summary>
    [Parameter, EditorRequired]
    public ConversationSummary Item { get; set; } = null!;

    /// <summary>Whether it is the one that is shown.</summary>
    [Parameter]
    public bool IsCurrent { get; set; }

    /// <summary>Its place in line; null when it does not wait or the place is not known yet.</summary>
    [Parameter]
    public int? Position { get; set; }

    /// <summary>Whether rows are being chosen.</summary>
    [Parameter]
    public bool Selecting { get; set; }

    /// <summary>Whether this one was.</summary>
    [Parameter]
    public bool Selected { get; set; }

    /// <summary>Called when it is chosen, or no longer.</summary>
    [Parameter]
    public EventCallback<RowSelected> OnSelect { get; set; }

    /// <summary>Called when its folder and tags are to be changed.</summary>
    [Parameter]
    public EventCallback<ConversationSummary> OnOrganise { get; set; }

    /// <summary>Called with what changes about it.</summary>
    [Parameter, EditorRequired]
    public EventCallback<ChangeConversationInput> OnChange { get; set; }

    /// <summary>Called when it is to be deleted.</summary>
    [Parameter, EditorRequired]
    public EventCallback<ConversationSummary> OnDelete { get; set; }

    private string Address => "/c/" + PublicId.Format(PublicId.Session, Item.Id);

    private (ConversationSummary, bool, int?, bool, bool, bool, bool, string?) Shows =>
        (Item, IsCurrent, Position, Selecting, Selected, _menu, _renaming, _renaming ? _title : null);

    private string FieldId => $"title-{Item.Id:N}";

    private string WaitingLabel => Position is { } position ? L["Waiting in line, position {0}", position] : L["Waiting in line"];

    /// <summary>A change of one row renders that row, however long the list is.</summary>
    protected override bool ShouldRender() => Shows != _shown;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus)
        {
            _focus = false;
            await _field.FocusAsync();
        }
    }

    private void StartRenaming()
    {
        _title = Item.Title;
        _renaming = true;
        _focus = true;
    }

    private async Task RenameAsync()
    {
        if (!_renaming)
        {
            return; // Enter has saved it; leaving the field comes behind.
        }

        _renaming = false;
        if (_title.Trim().Length > 0 && !string.Equals(_title, Item.Title, StringComparison.Ordinal))
        {
            await OnChange.InvokeAsync(new(Item.Id, Title: _title));
        }
    }

    private Task SelectAsync(MouseEventArgs click) => OnSelect.InvokeAsync(new(Item.Id, click.ShiftKey));

    private void OnKey(KeyboardEventArgs key)
    {
        if (string.Equals(key.Key, "Escape", StringComparison.Ordinal))
        {
            _renaming = false;
        }
    }
}
