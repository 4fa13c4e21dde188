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
        Retryable: true)
    { RetryAfter = Lockout.Duration };

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

    /// <summary>The account has no password, and the system that vouches for its owner did so too long ago.</summary>
    public static readonly Error SignInAgain = new(
        "sign_in_again",
        $"Sign in with the other system again, then repeat this within {ConfirmOwner.Recent.TotalMinutes:0} minutes.",
        ErrorKind.Forbidden);

    /// <summary>The address, typed to confirm, is not that of the account.</summary>
    public static readonly Error WrongEmail = new("wrong_email", "That is not the email address of this account.");

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

    /// <summary>The password was right, and the account asks for a code as well.</summary>
    public static readonly Error TwoFactorRequired = new(
        "two_factor_required", "This account asks for a code as well. Send it with the password.", ErrorKind.Unauthenticated);

    /// <summary>The code is wrong, too old, or was used already.</summary>
    public static readonly Error InvalidTwoFactorCode = new(
        "invalid_two_factor_code", "That code is not right, or was used already. Wait for the next one and try again.", ErrorKind.Unauthenticated);

    /// <summary>There is a second factor already.</summary>
    public static readonly Error TwoFactorIsOn = new("two_factor_on", "Two-factor sign-in is on already.", ErrorKind.Conflict);

    /// <summary>Nobody would be left to administer.</summary>
    public static readonly Error LastAdministrator = new(
        "last_administrator", "This is the only administrator who can sign in. Make another one first.", ErrorKind.Conflict);

    /// <summary>There is no such role.</summary>
    public static readonly Error RoleInvalid = new("role_invalid", "The role must be Admin or User.");

    /// <summary>The invitation was used, has expired, was taken back, or never was.</summary>
    public static readonly Error InvitationInvalid = new(
        "invitation_invalid", "This invitation no longer works. Ask an administrator for another one.", ErrorKind.Forbidden);

    /// <summary>Nobody may register, invited or not.</summary>
    public static readonly Error InvitationsClosed = new(
        "invitations_closed", "Registration is closed. Set Accounts:Registration to Invite to invite people, or create the account here.", ErrorKind.Conflict);

    /// <summary>The invitation names another address.</summary>
    public static readonly Error InvitationForAnother = new(
        "invitation_for_another", "This invitation is for another email address.", ErrorKind.Forbidden);

    /// <summary>The link to set a password was used, has expired, or never was.</summary>
    public static readonly Error ResetLinkInvalid = new(
        "reset_link_invalid", "This link no longer works. Ask for another one.", ErrorKind.Forbidden);

    /// <summary>An administrator locked the account.</summary>
    public static readonly Error AccountLocked = new("account_locked", "This account is locked. Ask an administrator.", ErrorKind.Forbidden);

    /// <summary>Single sign-on went wrong on the way.</summary>
    public static readonly Error ExternalFailed = new(
        "external_failed", "Signing in with the other system did not work. Try again.", ErrorKind.Unauthenticated);

    /// <summary>The other system knows somebody who has no account here, and none is made.</summary>
    public static readonly Error ExternalUnknown = new(
        "external_unknown", "You have no account here yet. Ask an administrator for one.", ErrorKind.Forbidden);

    /// <summary>There is an account with this address that was made in another way.</summary>
    public static readonly Error ExternalEmailTaken = new(
        "external_email_taken", "There is an account with your email already, which is not connected with the other system. Sign in with its password, or ask an administrator.",
        ErrorKind.Conflict);

    /// <summary>What single sign-on may answer with, by its code.</summary>
    public static Error? OfSingleSignOn(string? code) =>
        new[] { AccountLocked, ExternalFailed, ExternalUnknown, ExternalEmailTaken, InvalidEmail, RegistrationClosed }.FirstOrDefault(error => error.Code == code);

    /// <summary>The refresh token is not one of ours, has expired or was revoked.</summary>
    public static readonly Error InvalidRefreshToken =
        new("invalid_refresh_token", "The refresh token is not valid. Sign in again.", ErrorKind.Unauthenticated);
}
