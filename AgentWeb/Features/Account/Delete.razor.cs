using AgentWeb.Core.Accounts;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace AgentWeb.Features.Account;

/// <summary>Deletes one's own account.</summary>
public sealed partial class Delete(DeleteAccount deleteAccount, NavigationManager navigation) : ComponentBase
{
    private Error? _error;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm]
    private string? CurrentPassword { get; set; }

    private async Task SubmitAsync()
    {
        // Once it has begun it goes to its end, also when the browser leaves.
        var deleted = await deleteAccount.OwnAsync(HttpContext.User.UserId(), CurrentPassword, CancellationToken.None);
        if (!deleted.Succeeded)
        {
            _error = deleted.Error;
            return;
        }

        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        navigation.NavigateTo("/signin?deleted=true");
    }
}
