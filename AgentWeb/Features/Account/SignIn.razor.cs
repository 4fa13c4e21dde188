using AgentWeb.Core.Accounts;
using AgentWeb.Core.Results;
using AgentWeb.Hosting;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.Account;

/// <summary>The door.</summary>
public sealed partial class SignIn(
    Core.Accounts.SignIn signIn, RegisterUser registerUser, FirstRun firstRun, NavigationManager navigation) : ComponentBase
{
    private Error? _error;
    private bool _canRegister;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm]
    private string? Email { get; set; }

    [SupplyParameterFromForm]
    private string? Password { get; set; }

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (await firstRun.IsPendingAsync(HttpContext.RequestAborted))
        {
            navigation.NavigateTo("/setup");
            return;
        }

        if (HttpContext.User.Identity is { IsAuthenticated: true } && HttpMethods.IsGet(HttpContext.Request.Method))
        {
            navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl));
            return;
        }

        _canRegister = await registerUser.FindObstacleAsync(HttpContext.RequestAborted) is null;
    }

    private async Task SubmitAsync()
    {
        var signedIn = await signIn.RunAsync(Email, Password, HttpContext.RequestAborted);
        if (!signedIn.Succeeded)
        {
            _error = HttpContext.Refuse(signedIn.Error);
            return;
        }

        await HttpContext.SignInByCookieAsync(signedIn.Value);
        navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl));
    }
}
