using AgentWeb.Core.Accounts;
using AgentWeb.Core.Results;
using AgentWeb.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace AgentWeb.Features.Account;

/// <summary>The door.</summary>
public sealed partial class SignIn(
    Core.Accounts.SignIn signIn, RegisterUser registerUser, FirstRun firstRun, HalfwaySignIn halfway, NavigationManager navigation,
    IOptions<OAuthSignInOptions> oauth)
    : ComponentBase
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

    /// <summary>Why single sign-on led back here.</summary>
    [SupplyParameterFromQuery]
    private string? Problem { get; set; }

    private IOptions<OAuthSignInOptions> OAuth => oauth;

    [SupplyParameterFromQuery]
    private bool Deleted { get; set; }

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

        _canRegister = await registerUser.FindObstacleAsync(invitation: null, HttpContext.RequestAborted) is null;
    }

    private async Task SubmitAsync()
    {
        var signedIn = await signIn.RunAsync(Email, Password, HttpContext.RequestAborted);
        if (!signedIn.Succeeded)
        {
            _error = signedIn.Error;
            return;
        }

        if (signedIn.Value.Principal is { } principal)
        {
            await HttpContext.SignInByCookieAsync(principal);
            navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl));
            return;
        }

        halfway.Remember(HttpContext, signedIn.Value.User);
        navigation.NavigateTo("/signin/code?returnUrl=" + Uri.EscapeDataString(LocalUrl.OrHome(ReturnUrl)));
    }
}
