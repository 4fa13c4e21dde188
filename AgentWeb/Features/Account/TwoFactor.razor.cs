using AgentWeb.Core.Accounts;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace AgentWeb.Features.Account;

/// <summary>Switches one's own second factor on and off.</summary>
public sealed partial class TwoFactor(
    SetUpTwoFactor setUp, SwitchTwoFactorOff switchOff, ConfirmOwner confirmOwner, StartSession startSession, UserManager<AppUser> users) : ComponentBase
{
    private const int GroupLength = 4;

    private TwoFactorKey? _key;
    private IReadOnlyList<string>? _codes;
    private Error? _error;
    private int _left;
    private bool _hasPassword = true;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm]
    private string? Code { get; set; }

    [SupplyParameterFromForm]
    private string? CurrentPassword { get; set; }

    /// <summary>The address, typed to confirm, where the account has no password.</summary>
    [SupplyParameterFromForm]
    private string? Email { get; set; }

    private Guid UserId => HttpContext.User.UserId();

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => ReadAsync();

    private static string Grouped(string key) => string.Join(' ', key.Chunk(GroupLength).Select(part => new string(part)));

    private async Task ReadAsync()
    {
        var state = await setUp.ReadAsync(UserId, HttpContext.RequestAborted);
        _left = state.RecoveryCodesLeft;
        _hasPassword = await confirmOwner.HasPasswordAsync(UserId, HttpContext.RequestAborted);
        _key = state.IsOn ? null : (await setUp.OfferAsync(UserId, HttpContext.RequestAborted)).Value;
    }

    private async Task ConfirmAsync()
    {
        var confirmed = await setUp.ConfirmAsync(UserId, Code, HttpContext.RequestAborted);
        (_error, _codes) = (confirmed.Error, confirmed.Value);
        if (confirmed.Succeeded && await users.GetUserAsync(HttpContext.User) is { } user)
        {
            // All sign-ins ended; this one has just proved the code.
            await HttpContext.SignInByCookieAsync(await startSession.RunAsync(user, HttpContext.RequestAborted));
        }
    }

    private async Task SwitchOffAsync()
    {
        var off = await switchOff.RunAsync(UserId, OwnerProof.Of(HttpContext.User, CurrentPassword, Email), HttpContext.RequestAborted);
        _error = off.Error;
        await ReadAsync();
    }
}
