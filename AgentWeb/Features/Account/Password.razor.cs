using AgentWeb.Core.Accounts;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.Account;

/// <summary>Changes one's own password.</summary>
public sealed partial class Password(ChangePassword changePassword) : ComponentBase
{
    private Error? _error;
    private bool _done;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm]
    private string? CurrentPassword { get; set; }

    [SupplyParameterFromForm]
    private string? NewPassword { get; set; }

    private bool IsAboutCurrent => _error == AccountErrors.WrongPassword || _error == AccountErrors.LockedOut;

    private async Task SubmitAsync()
    {
        var changed = await changePassword.RunAsync(HttpContext.User, CurrentPassword, NewPassword, HttpContext.RequestAborted);
        if (!changed.Succeeded)
        {
            _error = changed.Error;
            return;
        }

        await HttpContext.SignInByCookieAsync(changed.Value);
        _done = true;
    }
}
