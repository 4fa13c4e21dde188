using System.Security.Claims;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Accounts;

/// <summary>Changes one's own password and ends every other sign-in of the account.</summary>
public sealed partial class ChangePassword(
    UserManager<AppUser> users,
    CheckPassword checkPassword,
    SignInSessions sessions,
    StartSession startSession,
    IUserAccess access,
    AuditTrail audit,
    ILogger<ChangePassword> logger)
{
    /// <summary>Changes it.</summary>
    /// <returns>
    /// The principal to go on with, since the one so far is out with the others; <c>wrong_password</c>, <c>locked_out</c>,
    /// <c>password_too_short</c> or <c>password_too_long</c> otherwise.
    /// </returns>
    public async Task<Result<ClaimsPrincipal>> RunAsync(
        ClaimsPrincipal principal, string? currentPassword, string? newPassword, CancellationToken cancellationToken)
    {
        if (PasswordRule.Check(newPassword) is { } broken)
        {
            return broken;
        }

        var user = await users.GetUserAsync(principal);
        if (user is null)
        {
            return AccountErrors.WrongPassword;
        }

        var check = await checkPassword.OfAsync(user.Id, currentPassword, cancellationToken);
        if (!check.Succeeded)
        {
            return check.Error;
        }

        var changed = await users.ChangePasswordAsync(user, currentPassword!, newPassword!);
        if (!changed.Succeeded)
        {
            // Somebody else changed the account between the check and now.
            return AccountErrors.WrongPassword;
        }

        // The new security stamp has ended them already; this takes their rows away.
        await sessions.EndAllAsync(user.Id, cancellationToken);
        access.Forget(user.Id);
        await audit.RecordAsync(new(AuditActions.PasswordChanged, user.Id.ToString(), user.Email), cancellationToken);
        LogChanged(logger, user.Id);
        return await startSession.RunAsync(user, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "User {UserId} changed their password; other sign-ins end")]
    private static partial void LogChanged(ILogger logger, Guid userId);
}
