using AgentWeb.Core.Accounts;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.Account;

/// <summary>Sets a new password, for whoever has the link.</summary>
public sealed partial class Reset(PasswordLinks links) : ComponentBase
{
    private Error? _error;
    private bool _isOver;
    private bool _done;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromQuery]
    private string? Token { get; set; }

    [SupplyParameterFromForm]
    private string? NewPassword { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => _isOver = !await links.WorksAsync(Token, HttpContext.RequestAborted);

    private async Task SubmitAsync()
    {
        var set = await links.UseAsync(Token, NewPassword, HttpContext.RequestAborted);
        (_error, _done) = (set.Error, set.Succeeded);
        _isOver = set.Error == AccountErrors.ResetLinkInvalid;
    }
}
