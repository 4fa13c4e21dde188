using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>Locks an account until an administrator unlocks it, and ends its sign-ins; and unlocks it.</summary>
public sealed class LockUser(AdministratorGate gate, IUserAccess access, AuditTrail audit)
{
    /// <summary>Locks it. What runs for the account goes on and is stored; nobody sees it.</summary>
    /// <returns>The account's id, or <c>not_found</c>, <c>last_administrator</c>.</returns>
    public async Task<Result<Guid>> RunAsync(Guid userId, CancellationToken cancellationToken)
    {
        // A new stamp as well: unlocking must not bring old cookies back.
        var stamp = Guid.CreateVersion7().ToString("N");
        var locked = await gate.RunAsync(
            userId,
            async (db, email, cancellation) =>
            {
                await db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(
                    set => set.SetProperty(u => u.LockoutEnd, Lockout.Permanent).SetProperty(u => u.SecurityStamp, stamp), cancellation);
                await db.SignInSessions.Owned(userId).ExecuteDeleteAsync(cancellation);
                audit.Add(db, new(AuditActions.UserLocked, userId.ToString(), email));
                return null;
            },
            cancellationToken);
        access.Forget(userId);
        return locked.Succeeded ? userId : locked.Error;
    }

    /// <summary>Unlocks it, whoever locked it: an administrator, or wrong passwords.</summary>
    /// <returns>The account's id, or <c>not_found</c>.</returns>
    public async Task<Result<Guid>> UndoAsync(Guid userId, CancellationToken cancellationToken)
    {
        var unlocked = await gate.RunAsync(
            userId,
            async (db, email, cancellation) =>
            {
                await db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(
                    set => set.SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null).SetProperty(u => u.AccessFailedCount, 0), cancellation);
                audit.Add(db, new(AuditActions.UserUnlocked, userId.ToString(), email));
                return null;
            },
            cancellationToken);
        access.Forget(userId);
        return unlocked.Succeeded ? userId : unlocked.Error;
    }
}
