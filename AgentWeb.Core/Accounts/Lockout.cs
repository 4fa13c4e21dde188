namespace AgentWeb.Core.Accounts;

/// <summary>How repeated wrong passwords are answered.</summary>
public static class Lockout
{
    /// <summary>Wrong passwords in a row that lock an account.</summary>
    public const int MaxFailures = 5;

    /// <summary>How long it stays locked.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromMinutes(15);

    /// <summary>The end of a lock that an administrator sets: none.</summary>
    public static readonly DateTimeOffset Permanent = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Whether an account is locked by a person rather than by wrong passwords. Only then do its open sessions end: otherwise
    /// anybody could throw a user out by guessing.
    /// </summary>
    public static bool IsByAdministrator(DateTimeOffset? lockoutEnd, DateTimeOffset now) => lockoutEnd - now > Duration;
}
