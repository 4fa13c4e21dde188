using AgentWeb.Core;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.Chat;

/// <summary>How a reply came about.</summary>
public sealed partial class ReplyDetailsView
{
    private ElementReference _section;
    private Error? _refused;
    private IReadOnlyList<(string Name, string Value)>? _facts;

    /// <summary>The reply.</summary>
    [Parameter, EditorRequired]
    public Guid MessageId { get; set; }

    /// <summary>The user whose conversation this is.</summary>
    [Parameter, EditorRequired]
    public Guid OwnerId { get; set; }

    /// <summary>Called when the person has seen enough.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnClose { get; set; }

    [Inject]
    private ReadReplyDetails ReadReplyDetails { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => ReadAsync();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _section.FocusAsync(); // What asked for it was in a menu that closed.
        }
    }

    private async Task ReadAsync()
    {
        var details = await StorageAttempt.ReadAsync(() => ReadReplyDetails.RunAsync(OwnerId, MessageId, CancellationToken.None));
        _refused = details.Error;
        _facts = details.Succeeded ? ReplyFacts.Of(details.Value, L) : null;
    }
}
