using AgentWeb.Core.Accounts;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.Account;

/// <summary>Makes an account where registration is open or with an invitation, and says why not where it is not.</summary>
public sealed partial class Register(
    RegisterUser registerUser, StartSession startSession, FirstRun firstRun, NavigationManager navigation) : ComponentBase
{
    private Error? _obstacle;
    private Error? _error;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm]
    private string? Email { get; set; }

    [SupplyParameterFromForm]
    private string? Password { get; set; }

    [SupplyParameterFromQuery]
    private string? Invitation { get; set; }

    private bool IsAboutEmail => _error == AccountErrors.InvalidEmail || _error == AccountErrors.EmailTaken || _error == AccountErrors.InvitationForAnother;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (await firstRun.IsPendingAsync(HttpContext.RequestAborted))
        {
            navigation.NavigateTo("/setup");
            return;
        }

        _obstacle = await registerUser.FindObstacleAsync(Invitation, HttpContext.RequestAborted);
        Email ??= await registerUser.FindInvitedAsync(Invitation, HttpContext.RequestAborted);
    }

    private async Task SubmitAsync()
    {
        var registered = await registerUser.RunAsync(Email, Password, Invitation, HttpContext.RequestAborted);
        if (!registered.Succeeded)
        {
            _error = registered.Error;
            return;
        }

        await HttpContext.SignInByCookieAsync(await startSession.RunAsync(registered.Value, HttpContext.RequestAborted));
        navigation.NavigateTo("/");
    }
}
