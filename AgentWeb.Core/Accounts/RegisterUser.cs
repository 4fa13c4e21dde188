using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Accounts;

/// <summary>Makes an account for somebody who asks for it, when that is allowed.</summary>
public sealed class RegisterUser(CreateAccount createAccount, FirstRun firstRun, IOptionsMonitor<AccountsOptions> options)
{
    /// <summary>Why nobody can register now, or null. Closed while there is no administrator, whatever is configured.</summary>
    public async Task<Error?> FindObstacleAsync(CancellationToken cancellationToken) =>
        await firstRun.IsPendingAsync(cancellationToken)
            ? AccountErrors.RegistrationClosed
            : options.CurrentValue.Registration switch
            {
                RegistrationMode.Open => null,
                RegistrationMode.Invite => AccountErrors.RegistrationByInvitation,
                _ => AccountErrors.RegistrationClosed,
            };

    /// <summary>Makes an account with the role <see cref="Roles.User"/>.</summary>
    /// <returns><c>registration_closed</c> or an error of <see cref="CreateAccount"/> otherwise.</returns>
    public async Task<Result<AppUser>> RunAsync(string? email, string? password, CancellationToken cancellationToken) =>
        await FindObstacleAsync(cancellationToken) is { } obstacle ? obstacle : await createAccount.RunAsync(email, password, Roles.User);
}
