using AgentWeb.Core.Results;

namespace AgentWeb.Core.Accounts;

/// <summary>The expected failures of accounts. Codes are stable; programs rely on them.</summary>
public static class AccountErrors
{
    /// <summary>E-mail and password do not belong together. Says nothing about which of them is wrong.</summary>
    public static readonly Error InvalidCredentials =
        new("invalid_credentials", "That email and password do not match an account.", ErrorKind.Unauthenticated);

    /// <summary>Too many wrong passwords for this address, whether it has an account or not.</summary>
    public static readonly Error LockedOut = new(
        "locked_out",
        $"Too many failed attempts for this email. Try again in {Lockout.Duration.TotalMinutes:0} minutes.",
        ErrorKind.TooMany,
        Retryable: true);

    /// <summary>The address is not one.</summary>
    public static readonly Error InvalidEmail = new("invalid_email", "Enter an email address such as name@example.org.");

    /// <summary>Another account has this address.</summary>
    public static readonly Error EmailTaken =
        new("email_taken", "There is already an account with this email. Sign in instead.", ErrorKind.Conflict);

    /// <summary>The password is shorter than <see cref="PasswordRule.MinLength"/>.</summary>
    public static readonly Error PasswordTooShort =
        new("password_too_short", $"Use at least {PasswordRule.MinLength} characters for the password.");

    /// <summary>The password is longer than <see cref="PasswordRule.MaxLength"/>.</summary>
    public static readonly Error PasswordTooLong =
        new("password_too_long", $"Use at most {PasswordRule.MaxLength} characters for the password.");

    /// <summary>The current password, asked for again, is not right.</summary>
    public static readonly Error WrongPassword = new("wrong_password", "The current password is not right.");

    /// <summary>Nobody may register here.</summary>
    public static readonly Error RegistrationClosed = new(
        "registration_closed", "Registration is closed. Ask an administrator for an account.", ErrorKind.Forbidden);

    /// <summary>Only people with an invitation may register here.</summary>
    public static readonly Error RegistrationByInvitation = new(
        "registration_closed", "Registration is by invitation. Ask an administrator to invite you.", ErrorKind.Forbidden);

    /// <summary>The set-up code is not the one that was printed.</summary>
    public static readonly Error WrongSetupCode = new(
        "wrong_setup_code", "That is not the set-up code. It is printed in the server's log when the server starts.", ErrorKind.Forbidden);

    /// <summary>There is an administrator already.</summary>
    public static readonly Error AlreadySetUp =
        new("already_set_up", "An administrator exists already. Sign in instead.", ErrorKind.Conflict);

    /// <summary>The refresh token is not one of ours, has expired or was revoked.</summary>
    public static readonly Error InvalidRefreshToken =
        new("invalid_refresh_token", "The refresh token is not valid. Sign in again.", ErrorKind.Unauthenticated);
}
