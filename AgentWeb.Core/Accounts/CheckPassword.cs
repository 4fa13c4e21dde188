using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Accounts;

/// <summary>
/// Checks an e-mail and password, and locks the address after repeated failures. Known and unknown addresses are answered alike and cost
/// the same: one password hash.
/// </summary>
/// <remarks>
/// A try is counted before the password is looked at, by one conditional update. Counting afterwards, as Identity does, lets a burst of
/// parallel guesses through before the first of them is counted.
/// </remarks>
public sealed partial class CheckPassword(
    IDbContextFactory<AppDbContext> contexts,
    IPasswordHasher<AppUser> hasher,
    ILookupNormalizer normalizer,
    UnknownEmails unknownEmails,
    DecoyPassword decoy,
    TimeProvider time,
    ILogger<CheckPassword> logger)
{
    /// <summary>Gives the account when the password is right.</summary>
    public async Task<Result<AppUser>> RunAsync(string? email, string? password, CancellationToken cancellationToken)
    {
        if (!EmailRule.TryRead(email, out var address))
        {
            decoy.Verify(password);
            return AccountErrors.InvalidCredentials;
        }

        var normalized = normalizer.NormalizeEmail(address);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.NormalizedEmail == normalized, cancellationToken);
        if (user is null)
        {
            decoy.Verify(password);
            return unknownEmails.CountFailure(normalized) ? AccountErrors.LockedOut : AccountErrors.InvalidCredentials;
        }

        var lockedUntil = time.GetUtcNow() + Lockout.Duration;
        if (!await CountTryAsync(db, user.Id, lockedUntil, cancellationToken))
        {
            decoy.Verify(password);
            LogRefused(logger, user.Id);
            return AccountErrors.LockedOut;
        }

        if (Verify(user, password))
        {
            return await ForgetFailuresAsync(db, user.Id, lockedUntil, cancellationToken) ? user : AccountErrors.LockedOut;
        }

        var isLocked = await db.Users.AnyAsync(u => u.Id == user.Id && u.LockoutEnd != null, cancellationToken);
        LogFailed(logger, user.Id);
        if (isLocked)
        {
            LogLocked(logger, user.Id);
        }

        return isLocked ? AccountErrors.LockedOut : AccountErrors.InvalidCredentials;
    }

    /// <summary>Checks the password of somebody who is signed in, and asked for it again. Guessing here counts as it does at the door.</summary>
    /// <returns>The account; <c>wrong_password</c> or <c>locked_out</c> otherwise.</returns>
    public async Task<Result<AppUser>> OfAsync(Guid userId, string? password, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var email = await db.Users.Where(u => u.Id == userId).Select(u => u.Email).SingleOrDefaultAsync(cancellationToken);
        var check = await RunAsync(email, password, cancellationToken);
        return check.Error == AccountErrors.InvalidCredentials ? AccountErrors.WrongPassword : check;
    }

    private async Task<bool> CountTryAsync(AppDbContext db, Guid userId, DateTimeOffset lockedUntil, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var counted = await db.Users
            .Where(u => u.Id == userId && (u.LockoutEnd == null || u.LockoutEnd <= now))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(u => u.AccessFailedCount, u => u.AccessFailedCount + 1 >= Lockout.MaxFailures ? 0 : u.AccessFailedCount + 1)
                    .SetProperty(u => u.LockoutEnd, u => u.AccessFailedCount + 1 >= Lockout.MaxFailures ? lockedUntil : (DateTimeOffset?)null),
                cancellationToken);
        return counted == 1;
    }

    /// <summary>Takes back what the try itself counted, but not a lock that an administrator set in the meantime.</summary>
    private static async Task<bool> ForgetFailuresAsync(AppDbContext db, Guid userId, DateTimeOffset lockedUntil, CancellationToken cancellationToken) =>
        await db.Users
            .Where(u => u.Id == userId && (u.LockoutEnd == null || u.LockoutEnd <= lockedUntil))
            .ExecuteUpdateAsync(
                set => set.SetProperty(u => u.AccessFailedCount, 0).SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null),
                cancellationToken) == 1;

    private bool Verify(AppUser user, string? password)
    {
        if (user.PasswordHash is null || password is null or { Length: 0 or > PasswordRule.MaxLength })
        {
            decoy.Verify(password);
            return false;
        }

        return hasher.VerifyHashedPassword(user, user.PasswordHash, password) != PasswordVerificationResult.Failed;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Wrong password for user {UserId}")]
    private static partial void LogFailed(ILogger logger, Guid userId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "User {UserId} is locked out after repeated failures")]
    private static partial void LogLocked(ILogger logger, Guid userId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-in refused: user {UserId} is locked out")]
    private static partial void LogRefused(ILogger logger, Guid userId);
}
