using System.Globalization;
using AgentWeb.Core.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>
/// One row per sign-in, so that one of them can be ended without the others: signing out here makes a copied cookie or token worthless
/// and leaves the person's other devices alone. The rows live in Identity's token table, and go with the account.
/// </summary>
public sealed class SignInSessions(IDbContextFactory<AppDbContext> contexts, TimeProvider time)
{
    /// <summary>How long a sign-in lasts at most, however often it is renewed.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>Sign-ins an account has at most; the oldest end when there are more.</summary>
    public const int MaxPerUser = 50;

    internal const string Provider = "AgentWeb.SignIn";

    /// <summary>Starts one.</summary>
    /// <returns>Its id, for the claim <see cref="UserClaims.SessionId"/>.</returns>
    public async Task<string> StartAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var existing = await db.UserTokens.AsNoTracking()
            .Where(t => t.UserId == userId && t.LoginProvider == Provider)
            .Select(t => new { t.Name, t.Value })
            .ToListAsync(cancellationToken);

        // Ids grow with time, so the greatest ones are the newest. (A tie of one millisecond may fall either way.)
        var obsolete = existing
            .Where(t => !IsRunning(t.Value))
            .Concat(existing.OrderByDescending(t => t.Name, StringComparer.Ordinal).Skip(MaxPerUser - 1))
            .Select(t => t.Name)
            .Distinct()
            .ToList();
        if (obsolete.Count > 0)
        {
            await db.UserTokens
                .Where(t => t.UserId == userId && t.LoginProvider == Provider && obsolete.Contains(t.Name))
                .ExecuteDeleteAsync(cancellationToken);
        }

        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        db.UserTokens.Add(new IdentityUserToken<Guid>
        {
            UserId = userId,
            LoginProvider = Provider,
            Name = id,
            Value = (time.GetUtcNow() + Lifetime).ToString("O", CultureInfo.InvariantCulture),
        });
        await db.SaveChangesAsync(cancellationToken);
        return id;
    }

    /// <summary>Ends one; nothing happens when it has ended already.</summary>
    public async Task EndAsync(Guid userId, string sessionId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.UserTokens
            .Where(t => t.UserId == userId && t.LoginProvider == Provider && t.Name == sessionId)
            .ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Ends all of an account.</summary>
    public async Task EndAllAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.UserTokens.Where(t => t.UserId == userId && t.LoginProvider == Provider).ExecuteDeleteAsync(cancellationToken);
    }

    internal bool IsRunning(string? expiry) =>
        DateTimeOffset.TryParseExact(expiry, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var end) && end > time.GetUtcNow();
}
