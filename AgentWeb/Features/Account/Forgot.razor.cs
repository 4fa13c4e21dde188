using AgentWeb.Core.Accounts;
using AgentWeb.Core.Mail;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.Account;

/// <summary>Asks for a link to set a new password. What is said does not tell whether there is an account.</summary>
public sealed partial class Forgot(SendPasswordLink send, MailSettings mail) : ComponentBase
{
    private bool _sent;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm]
    private string? Email { get; set; }

    private MailSettings Mail => mail;

    private Task SubmitAsync()
    {
        send.Begin(Email);
        _sent = true;
        return Task.CompletedTask;
    }
}
