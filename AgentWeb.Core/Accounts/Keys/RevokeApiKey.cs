using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>Ends a key for good, with the streams that it opened.</summary>
public sealed class RevokeApiKey(IDbContextFactory<AppDbContext> contexts, IUserAccess access, AuditTrail audit, TimeProvider time)
{
    /// <summary>Revokes one's own.</summary>
    /// <returns>Its id, or <c>not_found</c>; one that is revoked already is not found.</returns>
    public Task<Result<Guid>> RunAsync(Guid ownerId, Guid keyId, CancellationToken cancellationToken) => RevokeAsync(ownerId, keyId, cancellationToken);

    /// <summary>Revokes anybody's, for administrators.</summary>
    public Task<Result<Guid>> AnyAsync(Guid keyId, CancellationToken cancellationToken) => RevokeAsync(ownerId: null, keyId, cancellationToken);

    private async Task<Result<Guid>> RevokeAsync(Guid? ownerId, Guid keyId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var key = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Id == keyId && (ownerId == null || k.OwnerId == ownerId), cancellationToken);
        if (key is null
            || await db.ApiKeys.Where(k => k.Id == keyId && k.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(k => k.RevokedAt, now), cancellationToken) == 0)
        {
            return Error.NotFound("key");
        }

        audit.Add(db, new(AuditActions.KeyRevoked, key.Id.ToString(), key.Name));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        access.Forget(key.OwnerId);
        return keyId;
    }
}
