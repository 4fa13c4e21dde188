using AgentWeb.Core.Accounts;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.Account;

/// <summary>Makes the first administrator; leads away once there is one.</summary>
public sealed partial class Setup(
    CreateFirstAdministrator createFirstAdministrator, StartSession startSession, FirstRun firstRun, NavigationManager navigation)
    : ComponentBase
{
    private Error? _error;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm]
    private string? Code { get; set; }

    [SupplyParameterFromForm]
    private string? Email { get; set; }

    [SupplyParameterFromForm]
    private string? Password { get; set; }

    private bool IsAboutPassword => _error == AccountErrors.PasswordTooShort || _error == AccountErrors.PasswordTooLong;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (!await firstRun.IsPendingAsync(HttpContext.RequestAborted))
        {
            navigation.NavigateTo("/");
        }
    }

    private async Task SubmitAsync()
    {
        var created = await createFirstAdministrator.RunAsync(Code, Email, Password, HttpContext.RequestAborted);
        if (!created.Succeeded)
        {
            _error = created.Error;
            return;
        }

        await HttpContext.SignInByCookieAsync(await startSession.RunAsync(created.Value, HttpContext.RequestAborted));
        navigation.NavigateTo("/");
    }
}
