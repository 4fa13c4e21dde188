using AgentWeb.Core.Results;

namespace AgentWeb.Core.Accounts;

/// <summary>
/// The only rule for passwords is their length (NIST SP 800-63B, section 5.1.1.2: no composition rules). The upper bound keeps hashing bounded.
/// </summary>
public static class PasswordRule
{
    /// <summary>Fewest characters.</summary>
    public const int MinLength = 10;

    /// <summary>Most characters.</summary>
    public const int MaxLength = 128;

    /// <summary>The rule that a password breaks, or null.</summary>
    public static Error? Check(string? password) => password?.Length switch
    {
        null or < MinLength => AccountErrors.PasswordTooShort,
        > MaxLength => AccountErrors.PasswordTooLong,
        _ => null,
    };
}
