using System.Security.Claims;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Accounts;

/// <summary>Ends one sign-in: its cookie or tokens, also copied ones, its circuits and its streams.</summary>
public sealed partial class SignOut(SignInSessions sessions, IUserAccess access, ILogger<SignOut> logger)
{
    /// <summary>Ends the sign-in that the principal came with.</summary>
    public async Task RunAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        if (principal.FindUserId() is { } userId && principal.FindFirstValue(UserClaims.SessionId) is { } session)
        {
            await sessions.EndAsync(userId, session, cancellationToken);
            access.Forget(userId);
            LogSignedOut(logger, userId);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "User {UserId} signed out")]
    private static partial void LogSignedOut(ILogger logger, Guid userId);
}
