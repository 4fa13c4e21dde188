using System.Security.Claims;
using AgentWeb.Core.Results;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Accounts;

/// <summary>Signs a person in by e-mail and password. The caller puts the principal into a cookie or a token.</summary>
public sealed partial class SignIn(CheckPassword checkPassword, StartSession startSession, ILogger<SignIn> logger)
{
    /// <summary>Gives the principal when the password is right.</summary>
    /// <returns><c>invalid_credentials</c> or <c>locked_out</c> otherwise.</returns>
    public async Task<Result<ClaimsPrincipal>> RunAsync(string? email, string? password, CancellationToken cancellationToken)
    {
        var check = await checkPassword.RunAsync(email, password, cancellationToken);
        if (!check.Succeeded)
        {
            return check.Error;
        }

        LogSignedIn(logger, check.Value.Id);
        return await startSession.RunAsync(check.Value, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "User {UserId} signed in")]
    private static partial void LogSignedIn(ILogger logger, Guid userId);
}
