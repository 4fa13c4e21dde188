using System.Globalization;
using AgentWeb.Core;
using AgentWeb.Core.Results;
using AgentWeb.Core.Sharing;
using AgentWeb.Features.Settings;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AgentWeb.Features.Sharing;

/// <summary>Makes, shows and revokes the links of one conversation.</summary>
public sealed partial class ShareDialog(
    ShareConversation share, RevokeShare revoke, ListShares list, NavigationManager navigation, IJSRuntime browser)
{
    private ElementReference _dialog;
    private Guid? _conversationId;
    private int _days = ShareConversation.DefaultDays;
    private string? _problem;
    private IReadOnlyList<ShareLink>? _links; // Null while they are not known.

    /// <summary>The user.</summary>
    [Parameter, EditorRequired]
    public Guid OwnerId { get; set; }

    /// <summary>Shows it for a conversation.</summary>
    public async Task OpenAsync(Guid conversationId)
    {
        (_conversationId, _links) = (conversationId, null);
        await ShowAsync(problem: null);
        StateHasChanged();
        await browser.InvokeVoidAsync("agentweb.call", "/Features/Sharing/ShareDialog.razor.js", "open", _dialog);
    }

    private async Task CreateAsync()
    {
        var made = await StorageAttempt.RunAsync(() => share.RunAsync(OwnerId, _conversationId!.Value, _days, CancellationToken.None));
        await ShowAsync(made.Error);
    }

    private async Task RevokeAsync(ShareLink link)
    {
        // One that is gone already is what was wanted.
        var revoked = await StorageAttempt.RunAsync(() => revoke.RunAsync(OwnerId, link.ConversationId, link.Id, CancellationToken.None));
        await ShowAsync(revoked.Error is { Retryable: true } failed ? failed : null);
    }

    private async Task ShowAsync(Error? problem)
    {
        var read = await StorageAttempt.RunAsync<ShareLink[]>(async () => (await list.RunAsync(OwnerId, _conversationId, CancellationToken.None)).ToArray());
        _links = read.Value ?? _links;
        _problem = (problem ?? read.Error) is { } said ? L.Of(said) : null;
    }

    private string Address(ShareLink link) => navigation.ToAbsoluteUri(link.Path[1..]).ToString();

    private string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString(L["d MMMM yyyy"], CultureInfo.CurrentCulture);
}
