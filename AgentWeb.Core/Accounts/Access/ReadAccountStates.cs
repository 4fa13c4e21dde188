using AgentWeb.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>Reads what decides about the sign-ins and keys of many accounts with few queries.</summary>
public sealed class ReadAccountStates(IDbContextFactory<AppDbContext> contexts, TimeProvider time)
{
    /// <summary>Well below the 2,100 parameters that SQL Server takes.</summary>
    private const int BatchSize = 500;

    /// <summary>Reads the accounts that exist; deleted ones are missing from the result.</summary>
    internal async Task<Dictionary<Guid, AccountState>> RunAsync(IEnumerable<Guid> userIds, CancellationToken cancellationToken)
    {
        var states = new Dictionary<Guid, AccountState>();
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var batch in userIds.Chunk(BatchSize))
        {
            var open = await db.SignInSessions.Where(s => batch.Contains(s.OwnerId) && s.ExpiresAt > now).Select(s => new { s.OwnerId, s.Id })
                .Concat(db.ApiKeys.Where(k => batch.Contains(k.OwnerId) && k.RevokedAt == null && (k.ExpiresAt == null || k.ExpiresAt > now))
                    .Select(k => new { k.OwnerId, k.Id }))
                .ToListAsync(cancellationToken);
            var ofUsers = open.ToLookup(entry => entry.OwnerId, entry => entry.Id);
            var users = await db.Users.AsNoTracking().Where(u => batch.Contains(u.Id))
                .Select(u => new { u.Id, u.SecurityStamp, u.LockoutEnd }).ToListAsync(cancellationToken);
            foreach (var user in users)
            {
                states[user.Id] = new(user.SecurityStamp, Lockout.IsByAdministrator(user.LockoutEnd, now), ofUsers[user.Id].ToHashSet());
            }
        }

        return states;
    }
}
