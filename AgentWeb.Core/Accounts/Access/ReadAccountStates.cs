using AgentWeb.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>Reads what decides about the sign-ins of many accounts with few queries.</summary>
public sealed class ReadAccountStates(IDbContextFactory<AppDbContext> contexts, SignInSessions sessions, TimeProvider time)
{
    /// <summary>Well below the 2,100 parameters that SQL Server takes.</summary>
    private const int BatchSize = 500;

    /// <summary>Reads the accounts that exist; deleted ones are missing from the result.</summary>
    internal async Task<Dictionary<Guid, AccountState>> RunAsync(IEnumerable<Guid> userIds, CancellationToken cancellationToken)
    {
        var states = new Dictionary<Guid, AccountState>();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var batch in userIds.Chunk(BatchSize))
        {
            var rows = await db.Users.AsNoTracking()
                .Where(u => batch.Contains(u.Id))
                .Select(u => new
                {
                    u.Id,
                    u.SecurityStamp,
                    u.LockoutEnd,
                    Sessions = db.UserTokens
                        .Where(t => t.UserId == u.Id && t.LoginProvider == SignInSessions.Provider)
                        .Select(t => new { t.Name, t.Value })
                        .ToList(),
                })
                .ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                var running = row.Sessions.Where(s => sessions.IsRunning(s.Value)).Select(s => s.Name).ToArray();
                states[row.Id] = new(row.SecurityStamp, Lockout.IsByAdministrator(row.LockoutEnd, time.GetUtcNow()), running);
            }
        }

        return states;
    }
}
