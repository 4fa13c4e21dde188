using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>
/// One row per sign-in, so that one of them can be ended without the others: signing out here makes a copied cookie or token worthless
/// and leaves the person's other devices alone. The rows go with the account.
/// </summary>
public sealed class SignInSessions(IDbContextFactory<AppDbContext> contexts, TimeProvider time)
{
    /// <summary>How long a sign-in lasts at most, however often it is renewed.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>Sign-ins an account has at most; those that were used longest ago end when there are more.</summary>
    public const int MaxPerUser = 50;

    private const int MaxUserAgent = 256;
    private const int MaxAddress = 64;

    /// <summary>Starts one, from where <see cref="CurrentActor"/> says.</summary>
    /// <returns>Its id, for the claim <see cref="UserClaims.SessionId"/>.</returns>
    public async Task<string> StartAsync(Guid userId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var obsolete = await db.SignInSessions.Owned(userId).Where(s => s.ExpiresAt > now)
            .OrderByDescending(s => s.LastSeenAt).ThenByDescending(s => s.Id)
            .Skip(MaxPerUser - 1).Select(s => s.Id).ToListAsync(cancellationToken);
        await db.SignInSessions.Owned(userId).Where(s => s.ExpiresAt <= now || obsolete.Contains(s.Id)).ExecuteDeleteAsync(cancellationToken);

        await db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(u => u.LastActiveAt, now), cancellationToken);
        var id = Guid.CreateVersion7(now);
        db.SignInSessions.Add(new SignInSession
        {
            Id = id,
            OwnerId = userId,
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = now + Lifetime,
            Address = Cut(CurrentActor.Value.Address, MaxAddress),
            UserAgent = Cut(CurrentActor.Value.UserAgent, MaxUserAgent),
        });
        await db.SaveChangesAsync(cancellationToken);
        return id.ToString("N");
    }

    /// <summary>Ends one.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> EndAsync(Guid userId, Guid sessionId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SignInSessions.Owned(userId).Where(s => s.Id == sessionId).ExecuteDeleteAsync(cancellationToken) == 1;
    }

    /// <summary>Ends all of an account.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> EndAllAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SignInSessions.Owned(userId).ExecuteDeleteAsync(cancellationToken);
    }

    private static string? Cut(string? text, int length) => text?.Length > length ? text[..length] : text;
}
