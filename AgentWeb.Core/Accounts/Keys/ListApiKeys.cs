using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>A key without its secret.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Prefix">How it begins.</param>
/// <param name="Scopes">What it may do, separated by spaces.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it stops working; null never.</param>
/// <param name="LastUsedAt">When it was last used, within a minute; null never.</param>
/// <param name="LastUsedAddress">Where from.</param>
/// <param name="Owner">The e-mail address of its owner, where keys of all are listed.</param>
public sealed record ApiKeyView(
    Guid Id, string Name, string Prefix, string Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt,
    string? LastUsedAddress, string? Owner = null);

/// <summary>Lists keys that work, the newest first.</summary>
public sealed class ListApiKeys(IDbContextFactory<AppDbContext> contexts, TimeProvider time)
{
    /// <summary>Most keys that are listed of all accounts.</summary>
    private const int MaxOfAll = 1000;

    /// <summary>Lists one's own.</summary>
    public async Task<IReadOnlyList<ApiKeyView>> RunAsync(Guid ownerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Working(db).Owned(ownerId).OrderByDescending(k => k.CreatedAt)
            .Select(k => new ApiKeyView(k.Id, k.Name, k.Prefix, k.Scopes, k.CreatedAt, k.ExpiresAt, k.LastUsedAt, k.LastUsedAddress, null))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Lists those of everybody, for administrators.</summary>
    /// <param name="ownerId">One account's alone; null everybody's.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<IReadOnlyList<ApiKeyView>> OfAllAsync(Guid? ownerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var keys = from key in Working(db)
                   where ownerId == null || key.OwnerId == ownerId
                   join user in db.Users on key.OwnerId equals user.Id
                   orderby key.CreatedAt descending
                   select new ApiKeyView(
                       key.Id, key.Name, key.Prefix, key.Scopes, key.CreatedAt, key.ExpiresAt, key.LastUsedAt, key.LastUsedAddress, user.Email);
        return await keys.Take(MaxOfAll).ToListAsync(cancellationToken);
    }

    private IQueryable<ApiKey> Working(AppDbContext db)
    {
        var now = time.GetUtcNow();
        return db.ApiKeys.AsNoTracking().Where(k => k.RevokedAt == null && (k.ExpiresAt == null || k.ExpiresAt > now));
    }
}
