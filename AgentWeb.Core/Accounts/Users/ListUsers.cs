using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>What accounts are sorted by.</summary>
public enum UserOrder
{
    /// <summary>E-mail address.</summary>
    Email,

    /// <summary>When they were made, newest first.</summary>
    Created,

    /// <summary>When they were last used, latest first.</summary>
    Active,
}

/// <summary>Which accounts to list.</summary>
/// <param name="Search">Part of the e-mail address; null all.</param>
/// <param name="Page">From 1.</param>
/// <param name="Size">1 to <see cref="ListUsers.MaxPageSize"/>.</param>
/// <param name="Order">What they are sorted by.</param>
public sealed record UserQuery(string? Search = null, int Page = 1, int Size = 25, UserOrder Order = UserOrder.Email);

/// <summary>An account, as an administrator sees it.</summary>
public sealed record UserView(
    Guid Id, string Email, bool IsAdministrator, bool IsLocked, bool HasTwoFactor, DateTimeOffset CreatedAt, DateTimeOffset? LastActiveAt,
    long StoredBytes, UserLimits Limits);

/// <summary>A page of accounts.</summary>
/// <param name="Users">Those of the page.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record UserPage(IReadOnlyList<UserView> Users, int Total);

/// <summary>Lists accounts, for administrators.</summary>
public sealed class ListUsers(IDbContextFactory<AppDbContext> contexts, ILookupNormalizer normalizer, TimeProvider time)
{
    /// <summary>Most accounts of a page.</summary>
    public const int MaxPageSize = 200;

    /// <summary>Lists them.</summary>
    public async Task<UserPage> RunAsync(UserQuery query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var users = db.Users.AsNoTracking();
        if (normalizer.NormalizeEmail(query.Search?.Trim()) is { Length: > 0 } part)
        {
            users = users.Where(u => u.NormalizedEmail!.Contains(part));
        }

        var total = await users.CountAsync(cancellationToken);
        var sorted = query.Order switch
        {
            UserOrder.Created => users.OrderByDescending(u => u.CreatedAt).ThenBy(u => u.NormalizedEmail),
            UserOrder.Active => users.OrderByDescending(u => u.LastActiveAt).ThenBy(u => u.NormalizedEmail),
            _ => users.OrderBy(u => u.NormalizedEmail),
        };
        var page = await ReadAsync(db, sorted.Skip((query.Page - 1) * query.Size).Take(query.Size), cancellationToken);
        return new(page, total);
    }

    /// <summary>One of them; null when there is none.</summary>
    public async Task<UserView?> FindAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await ReadAsync(db, db.Users.AsNoTracking().Where(u => u.Id == userId), cancellationToken)).SingleOrDefault();
    }

    private async Task<List<UserView>> ReadAsync(AppDbContext db, IQueryable<AppUser> users, CancellationToken cancellationToken)
    {
        var lockedFrom = time.GetUtcNow() + Lockout.Duration;
        return await users.Select(u => new UserView(
            u.Id,
            u.Email!,
            db.UserRoles.Any(m => m.UserId == u.Id && db.Roles.Any(r => r.Id == m.RoleId && r.Name == Roles.Admin)),
            u.LockoutEnd > lockedFrom,
            u.TwoFactorEnabled,
            u.CreatedAt,
            u.LastActiveAt,
            db.Files.Where(f => f.OwnerId == u.Id).Sum(f => f.Size),
            new UserLimits(u.MaxConcurrentJobs, u.QueuePriority, u.MaxTokensPerDay, u.StorageQuota))).ToListAsync(cancellationToken);
    }
}
