using System.Security.Claims;
using AgentWeb.Core.Audit;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Accounts;

/// <summary>Ends one sign-in: its cookie or tokens, also copied ones, its circuits and its streams.</summary>
public sealed partial class SignOut(SignInSessions sessions, IUserAccess access, AuditTrail audit, ILogger<SignOut> logger)
{
    /// <summary>Ends the sign-in that the principal came with.</summary>
    public async Task RunAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        if (principal.FindUserId() is { } userId && principal.FindSignInId() is { } session
            && await sessions.EndAsync(userId, session, cancellationToken))
        {
            access.Forget(userId);
            await audit.RecordAsync(new(AuditActions.SignedOut, userId.ToString(), principal.Identity?.Name), cancellationToken);
            LogSignedOut(logger, userId);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "User {UserId} signed out")]
    private static partial void LogSignedOut(ILogger logger, Guid userId);
}
