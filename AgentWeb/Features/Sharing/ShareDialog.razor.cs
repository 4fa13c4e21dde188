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
    private ElementReference _heading;
    private Guid? _conversationId;
    private int _days = ShareConversation.DefaultDays;
    private string? _problem;
    private IReadOnlyList<ShareLink>? _links; // Null while they are not known.
    private Error? _unread;
    private int _readings;

    /// <summary>The user.</summary>
    [Parameter, EditorRequired]
    public Guid OwnerId { get; set; }

    /// <summary>Shows it for a conversation.</summary>
    public async Task OpenAsync(Guid conversationId)
    {
        (_conversationId, _links, _problem) = (conversationId, null, null);
        await ReadAsync();
        StateHasChanged();
        await browser.InvokeVoidAsync("agentweb.call", "/Features/Sharing/ShareDialog.razor.js", "open", _dialog);
    }

    private async Task CreateAsync()
    {
        var made = await StorageAttempt.RunAsync(() => share.RunAsync(OwnerId, _conversationId!.Value, _days, CancellationToken.None));
        _problem = made.Error is { } error ? L.Of(error) : null; // It stands whether or not the links can be read, and when they are read again.
        await ReadAsync();
    }

    private async Task RevokeAsync(ShareLink link)
    {
        // One that is gone already is what was wanted.
        var revoked = await StorageAttempt.RunAsync(() => revoke.RunAsync(OwnerId, link.ConversationId, link.Id, CancellationToken.None));
        _problem = revoked.Error is { Retryable: true } failed ? L.Of(failed) : null;
        await ReadAsync();
    }

    /// <summary>What was read before stays while the database does not answer.</summary>
    private async Task ReadAsync()
    {
        var reading = ++_readings;
        var read = await StorageAttempt.ReadAsync<ShareLink[]>(async () => (await list.RunAsync(OwnerId, _conversationId, CancellationToken.None)).ToArray());
        if (reading == _readings)
        {
            (_links, _unread) = (read.Value ?? _links, read.Error);
        }
    }

    private string Address(ShareLink link) => navigation.ToAbsoluteUri(link.Path[1..]).ToString();

    private string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString(L["d MMMM yyyy"], CultureInfo.CurrentCulture);
}
