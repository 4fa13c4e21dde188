using AgentWeb.Core.Accounts;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace AgentWeb.Features.Account;

/// <summary>Deletes one's own account.</summary>
public sealed partial class Delete(DeleteAccount deleteAccount, ConfirmOwner confirmOwner, NavigationManager navigation) : ComponentBase
{
    private Error? _error;
    private bool _hasPassword = true;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm]
    private string? CurrentPassword { get; set; }

    /// <summary>The address, typed to confirm, where the account has no password.</summary>
    [SupplyParameterFromForm]
    private string? Email { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() =>
        _hasPassword = await confirmOwner.HasPasswordAsync(HttpContext.User.UserId(), HttpContext.RequestAborted);

    private async Task SubmitAsync()
    {
        // Once it has begun it goes to its end, also when the browser leaves.
        var proof = OwnerProof.Of(HttpContext.User, CurrentPassword, Email);
        var deleted = await deleteAccount.OwnAsync(HttpContext.User.UserId(), proof, CancellationToken.None);
        if (!deleted.Succeeded)
        {
            _error = deleted.Error;
            return;
        }

        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        navigation.NavigateTo("/signin?deleted=true");
    }
}
