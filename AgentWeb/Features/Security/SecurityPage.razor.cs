using System.Security.Claims;
using AgentWeb.Core.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace AgentWeb.Features.Security;

/// <summary>Who gets in as this person: passwords and codes, sign-ins, keys.</summary>
public sealed partial class SecurityPage(SetUpTwoFactor twoFactor) : ComponentBase
{
    private ClaimsPrincipal? _user;
    private TwoFactorState? _twoFactor;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var user = (await SignedIn).User;
        _twoFactor = await twoFactor.ReadAsync(user.UserId(), CancellationToken.None);
        _user = user;
    }
}
