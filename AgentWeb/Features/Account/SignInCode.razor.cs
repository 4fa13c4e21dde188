using AgentWeb.Core.Accounts;
using AgentWeb.Core.Results;
using AgentWeb.Hosting;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.Account;

/// <summary>The second step at the door, for accounts that ask for a code.</summary>
public sealed partial class SignInCode(Core.Accounts.SignIn signIn, HalfwaySignIn halfway, NavigationManager navigation) : ComponentBase
{
    private const int AppCodeLength = 6;

    private Error? _error;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm]
    private string? Code { get; set; }

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (halfway.Find(HttpContext) is null)
        {
            navigation.NavigateTo("/signin");
        }
    }

    private async Task SubmitAsync()
    {
        if (halfway.Find(HttpContext) is not var (userId, stamp))
        {
            return;
        }

        var signedIn = await signIn.GoOnAsync(userId, stamp, Read(Code ?? ""), HttpContext.RequestAborted);
        if (!signedIn.Succeeded)
        {
            _error = signedIn.Error;
            return;
        }

        HalfwaySignIn.Forget(HttpContext);
        await HttpContext.SignInByCookieAsync(signedIn.Value);
        navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl));
    }

    /// <summary>An app's code has six digits; a recovery code never has.</summary>
    private static SecondFactor Read(string code) =>
        code.Replace(" ", "", StringComparison.Ordinal) is { Length: AppCodeLength } digits && digits.All(char.IsAsciiDigit)
            ? new(digits, RecoveryCode: null)
            : new(Code: null, code);
}
