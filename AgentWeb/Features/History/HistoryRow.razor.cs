using AgentWeb.Core;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace AgentWeb.Features.History;

/// <summary>A conversation in the sidebar: what it is called, what goes on in it, and what can be done with it.</summary>
public sealed partial class HistoryRow
{
    private bool _renaming;
    private bool _menu; // Was opened: of thousands of rows few ever are.
    private (ConversationSummary, bool, int?, bool, bool, bool, bool) _shown; // By the last rendering, which notes it.

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

    /// <summary>Gives it another title; gives why that was refused, null when it was not.</summary>
    [Parameter, EditorRequired]
    public Func<string, Task<Error?>> OnRename { get; set; } = null!;

    /// <summary>Called with what changes about it.</summary>
    [Parameter, EditorRequired]
    public EventCallback<ChangeConversationInput> OnChange { get; set; }

    /// <summary>Called when it is to be deleted.</summary>
    [Parameter, EditorRequired]
    public EventCallback<ConversationSummary> OnDelete { get; set; }

    private string Address => "/c/" + PublicId.Format(PublicId.Session, Item.Id);

    private (ConversationSummary, bool, int?, bool, bool, bool, bool) Shows => (Item, IsCurrent, Position, Selecting, Selected, _menu, _renaming);

    private string FieldId => $"title-{Item.Id:N}";

    private string WaitingLabel => Position is { } position ? L["Waiting in line, position {0}", position] : L["Waiting in line"];

    /// <summary>A change of one row renders that row, however long the list is.</summary>
    protected override bool ShouldRender() => Shows != _shown;

    private Task SelectAsync(MouseEventArgs click) => OnSelect.InvokeAsync(new(Item.Id, click.ShiftKey));
}
