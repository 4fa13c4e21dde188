using System.Globalization;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>
/// Links by which a person sets a new password: made by an administrator or sent by mail, good for a day and once. An account has one at a time, in
/// Identity's table of tokens; what is kept is a hash and the end.
/// </summary>
public sealed class PasswordLinks(
    IDbContextFactory<AppDbContext> contexts, IPasswordHasher<AppUser> hasher, IUserAccess access, AuditTrail audit, TimeProvider time)
{
    /// <summary>How long one works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private const string Provider = "AgentWeb.Reset";
    private const string Name = "Link";

    /// <summary>Makes one; an earlier one no longer works.</summary>
    /// <returns>Its address below the server's own, or <c>not_found</c>.</returns>
    public async Task<Result<string>> CreateAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var email = await db.Users.Where(u => u.Id == userId).Select(u => u.Email).SingleOrDefaultAsync(cancellationToken);
        if (email is null)
        {
            return Error.NotFound("account");
        }

        var token = LinkToken.New();
        var end = (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        await Rows(db).Where(t => t.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        db.UserTokens.Add(new() { UserId = userId, LoginProvider = Provider, Name = Name, Value = $"{LinkToken.HashOf(token)} {end}" });
        audit.Add(db, new(AuditActions.UserResetLink, userId.ToString(), email));
        await db.SaveChangesAsync(cancellationToken);
        return $"/reset?token={userId:N}.{token}";
    }

    /// <summary>Whether a link works.</summary>
    public async Task<bool> WorksAsync(string? token, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, token, cancellationToken) is not null;
    }

    /// <summary>Sets the password, and ends every sign-in of the account. A lock by an administrator stays.</summary>
    /// <returns>The account's id, or <c>reset_link_invalid</c>, <c>password_too_short</c>, <c>password_too_long</c>.</returns>
    public async Task<Result<Guid>> UseAsync(string? token, string? newPassword, CancellationToken cancellationToken)
    {
        if (PasswordRule.Check(newPassword) is { } broken)
        {
            return broken;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await FindAsync(db, token, cancellationToken) is not var (userId, value)
            || await Rows(db).Where(t => t.UserId == userId && t.Value == value).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            return AccountErrors.ResetLinkInvalid;
        }

        var user = await db.Users.SingleAsync(u => u.Id == userId, cancellationToken);
        user.PasswordHash = hasher.HashPassword(user, newPassword!);
        user.SecurityStamp = Guid.CreateVersion7().ToString("N");
        user.AccessFailedCount = 0;
        user.LockoutEnd = Lockout.IsByAdministrator(user.LockoutEnd, time.GetUtcNow()) ? user.LockoutEnd : null;
        await db.SignInSessions.Owned(userId).ExecuteDeleteAsync(cancellationToken);
        audit.Add(db, new(AuditActions.PasswordReset, userId.ToString(), user.Email));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        access.Forget(userId);
        return userId;
    }

    private async Task<(Guid UserId, string Value)?> FindAsync(AppDbContext db, string? token, CancellationToken cancellationToken)
    {
        if (token?.Split('.', 2) is not [var id, var secret] || !Guid.TryParseExact(id, "N", out var userId) || LinkToken.HashOf(secret) is not { } hash)
        {
            return null;
        }

        var value = await Rows(db).Where(t => t.UserId == userId).Select(t => t.Value).SingleOrDefaultAsync(cancellationToken);
        return value?.Split(' ') is [var kept, var end]
            && string.Equals(kept, hash, StringComparison.Ordinal)
            && long.Parse(end, CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeSeconds()
            ? (userId, value)
            : null;
    }

    private static IQueryable<IdentityUserToken<Guid>> Rows(AppDbContext db) => db.UserTokens.Where(t => t.LoginProvider == Provider && t.Name == Name);
}
