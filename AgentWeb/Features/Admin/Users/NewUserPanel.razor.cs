using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace AgentWeb.Features.Admin.Users;

/// <summary>Makes an account, or a link by which somebody makes their own.</summary>
public sealed partial class NewUserPanel(Invitations invitations, IServiceScopeFactory scopes, NavigationManager navigation, IJSRuntime browser) : ComponentBase
{
    private ElementReference _dialog;
    private ElementReference _heading;
    private IReadOnlyList<InvitationView> _waiting = [];
    private Error? _unread;
    private int _readings;
    private Error? _error;
    private string? _notice;
    private string? _link;
    private bool _invites;
    private string _email = "";
    private string _password = "";
    private string _role = Roles.User;

    /// <summary>There is another account.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    /// <summary>Shows it.</summary>
    public async Task OpenAsync(bool invite)
    {
        (_invites, _error, _notice, _link, _email, _password, _role) = (invite, null, null, null, "", "", Roles.User);
        await ReadAsync();
        StateHasChanged();
        await browser.InvokeVoidAsync("agentweb.call", "/js/dialog.js", "open", _dialog);
    }

    /// <summary>What was read before stays while the database does not answer.</summary>
    private async Task ReadAsync()
    {
        var reading = ++_readings;
        var read = await StorageAttempt.ReadAsync<InvitationView[]>(async () => (await invitations.ListAsync(CancellationToken.None)).ToArray());
        if (reading == _readings)
        {
            (_waiting, _unread) = (read.Value ?? _waiting, read.Error);
        }
    }

    private Task SubmitAsync() => _invites ? InviteAsync() : CreateAsync();

    private async Task InviteAsync()
    {
        var inviter = (await SignedIn).User.UserId();
        var made = await StorageAttempt.RunAsync(() => invitations.CreateAsync(inviter, _email, _role, CancellationToken.None));
        _error = made.Error;
        _link = made.Value is { } invitation ? navigation.ToAbsoluteUri(invitation.Path[1..]).ToString() : null;
        await ReadAsync();
    }

    private async Task CreateAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        var create = scope.ServiceProvider.GetRequiredService<CreateUser>();
        var made = await StorageAttempt.RunAsync(() => create.RunAsync(_email, _password, _role, CancellationToken.None));
        (_error, _notice) = (made.Error, null);
        if (made.Succeeded)
        {
            (_notice, _email, _password) = (L["The account of {0} is made.", _email], "", "");
            await OnChanged.InvokeAsync();
        }
    }

    private async Task RevokeAsync(InvitationView invitation)
    {
        // One that is gone already is what was wanted.
        var revoked = await StorageAttempt.RunAsync(() => invitations.RevokeAsync(invitation.Id, CancellationToken.None));
        _error = revoked.Error is { Retryable: true } failed ? failed : null; // It stands whether or not they can be read, and when they are.
        await ReadAsync();
    }
}
