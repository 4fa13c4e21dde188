using System.Security.Claims;

namespace AgentWeb.Core.Accounts;

/// <summary>What decides whether a sign-in or a key of an account still counts.</summary>
/// <param name="SecurityStamp">Changes with the password, the roles, and when all sign-ins are ended.</param>
/// <param name="IsLocked">Locked by an administrator.</param>
/// <param name="Open">Sign-ins that have not ended and keys that work.</param>
internal sealed record AccountState(string? SecurityStamp, bool IsLocked, IReadOnlySet<Guid> Open)
{
    public bool Allows(ClaimsPrincipal user)
    {
        if (IsLocked)
        {
            return false;
        }

        // A key is no sign-in: it outlives a new password, until it is revoked.
        return user.FindKeyId() is { } key
            ? Open.Contains(key)
            : SecurityStamp is not null
                && string.Equals(SecurityStamp, user.FindFirstValue(UserClaims.SecurityStamp), StringComparison.Ordinal)
                && user.FindSignInId() is { } signIn
                && Open.Contains(signIn);
    }
}
