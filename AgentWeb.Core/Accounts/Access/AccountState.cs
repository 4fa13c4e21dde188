namespace AgentWeb.Core.Accounts;

/// <summary>What decides whether a sign-in of an account still counts.</summary>
/// <param name="SecurityStamp">Changes with the password, the roles, and when all sign-ins are ended.</param>
/// <param name="IsLocked">Locked by an administrator.</param>
/// <param name="Sessions">Sign-ins that have not ended.</param>
internal sealed record AccountState(string? SecurityStamp, bool IsLocked, IReadOnlyList<string> Sessions)
{
    public bool Allows(string? securityStamp, string? session) =>
        !IsLocked
        && securityStamp is not null
        && string.Equals(SecurityStamp, securityStamp, StringComparison.Ordinal)
        && session is not null
        && Sessions.Contains(session, StringComparer.Ordinal);
}
