using System.Security.Claims;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Accounts;

/// <summary>How far a sign-in got.</summary>
/// <param name="User">The account, whose password was right.</param>
/// <param name="Principal">Who is signed in now; null while the second factor is missing.</param>
public sealed record SignInStep(AppUser User, ClaimsPrincipal? Principal);

/// <summary>Signs a person in by e-mail and password, and by a code where the account asks for one. The caller puts the principal into a cookie or a token.</summary>
public sealed partial class SignIn(
    IDbContextFactory<AppDbContext> contexts, CheckPassword checkPassword, CheckSecondFactor checkCode, StartSession startSession, AuditTrail audit, ILogger<SignIn> logger)
{
    /// <summary>Checks the password, and goes on as far as that leads.</summary>
    /// <returns><c>invalid_credentials</c> or <c>locked_out</c> otherwise.</returns>
    public async Task<Result<SignInStep>> RunAsync(string? email, string? password, CancellationToken cancellationToken)
    {
        var check = await checkPassword.RunAsync(email, password, cancellationToken);
        if (!check.Succeeded)
        {
            await RecordFailureAsync(email?.Trim(), check.Error, cancellationToken);
            return check.Error;
        }

        return check.Value.TwoFactorEnabled
            ? new SignInStep(check.Value, Principal: null)
            : new SignInStep(check.Value, await StartAsync(check.Value, cancellationToken));
    }

    /// <summary>Goes on with the second factor.</summary>
    /// <param name="userId">Whose password was right.</param>
    /// <param name="securityStamp">What the account had then: a new password or a lock in between ends the attempt.</param>
    /// <param name="factor">What they prove with.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns><c>two_factor_required</c>, <c>invalid_two_factor_code</c>, <c>invalid_credentials</c> or <c>locked_out</c> otherwise.</returns>
    public async Task<Result<ClaimsPrincipal>> GoOnAsync(Guid userId, string? securityStamp, SecondFactor factor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == userId && u.SecurityStamp == securityStamp, cancellationToken);
        if (user is null)
        {
            return AccountErrors.InvalidCredentials;
        }

        var check = await checkCode.RunAsync(user.Id, factor, cancellationToken);
        if (!check.Succeeded)
        {
            await RecordFailureAsync(user.Email, check.Error, cancellationToken);
            return check.Error;
        }

        return await StartAsync(user, cancellationToken);
    }

    private async Task<ClaimsPrincipal> StartAsync(AppUser user, CancellationToken cancellationToken)
    {
        LogSignedIn(logger, user.Id);
        var principal = await startSession.RunAsync(user, cancellationToken);
        await audit.RecordAsync(new(AuditActions.SignedIn, user.Id.ToString(), user.Email), cancellationToken, CurrentActor.Value.As(user.Id, user.Email));
        return principal;
    }

    private Task RecordFailureAsync(string? email, Error error, CancellationToken cancellationToken) =>
        audit.RecordAsync(new(AuditActions.SignInFailed, Target: email, Detail: error.Code), cancellationToken);

    [LoggerMessage(Level = LogLevel.Information, Message = "User {UserId} signed in")]
    private static partial void LogSignedIn(ILogger logger, Guid userId);
}
