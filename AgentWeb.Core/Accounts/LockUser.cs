using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>Locks an account until an administrator unlocks it, and ends its sign-ins.</summary>
public sealed class LockUser(IDbContextFactory<AppDbContext> contexts, IUserAccess access)
{
    /// <summary>Locks it.</summary>
    /// <returns>The account's id, or <c>not_found</c>.</returns>
    public async Task<Result<Guid>> RunAsync(Guid userId, CancellationToken cancellationToken)
    {
        // A new stamp as well: unlocking must not bring old cookies back.
        var stamp = Guid.CreateVersion7().ToString("N");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var locked = await db.Users
            .Where(u => u.Id == userId)
            .ExecuteUpdateAsync(
                set => set.SetProperty(u => u.LockoutEnd, Lockout.Permanent).SetProperty(u => u.SecurityStamp, stamp),
                cancellationToken);
        access.Forget(userId);
        return locked == 1 ? userId : Error.NotFound("account");
    }
}
