using System.Security.Claims;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace AgentWeb.Features.Security;

/// <summary>Who gets in as this person: passwords and codes, sign-ins, keys.</summary>
public sealed partial class SecurityPage(SetUpTwoFactor twoFactor) : ComponentBase
{
    private ElementReference _heading;
    private ClaimsPrincipal? _user;
    private TwoFactorState? _twoFactor;
    private Error? _unread;
    private Guid _userId;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var user = (await SignedIn).User;
        _userId = user.UserId();
        await ReadAsync();
        _user = user;
    }

    private async Task ReadAsync()
    {
        var read = await StorageAttempt.ReadAsync<TwoFactorState>(async () => await twoFactor.ReadAsync(_userId, CancellationToken.None));
        (_twoFactor, _unread) = (read.Value, read.Error);
    }
}
