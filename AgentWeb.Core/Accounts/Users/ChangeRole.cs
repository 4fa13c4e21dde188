using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>Gives an account another role. Its sign-ins end, since each carries the role it began with.</summary>
public sealed class ChangeRole(AdministratorGate gate, IUserAccess access, AuditTrail audit)
{
    /// <summary>Changes it; nothing happens when the account has it already.</summary>
    /// <param name="userId">The account.</param>
    /// <param name="role">One of <see cref="Roles"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The account's id, or <c>not_found</c>, <c>role_invalid</c>, <c>last_administrator</c>.</returns>
    public async Task<Result<Guid>> RunAsync(Guid userId, string? role, CancellationToken cancellationToken)
    {
        if (role is not (Roles.Admin or Roles.User))
        {
            return AccountErrors.RoleInvalid;
        }

        var changed = await gate.RunAsync(userId, (db, email, cancellation) => ChangeAsync(db, userId, email, role, cancellation), cancellationToken);
        access.Forget(userId);
        return changed.Succeeded ? userId : changed.Error;
    }

    private async Task<Error?> ChangeAsync(AppDbContext db, Guid userId, string email, string role, CancellationToken cancellationToken)
    {
        var roleId = await db.Roles.Where(r => r.Name == role).Select(r => r.Id).SingleAsync(cancellationToken);
        var held = db.UserRoles.Where(m => m.UserId == userId);
        if (await held.CountAsync(cancellationToken) == 1 && await held.AnyAsync(m => m.RoleId == roleId, cancellationToken))
        {
            return null;
        }

        var stamp = Guid.CreateVersion7().ToString("N");
        await held.ExecuteDeleteAsync(cancellationToken);
        db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = userId, RoleId = roleId });
        await db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(u => u.SecurityStamp, stamp), cancellationToken);
        await db.SignInSessions.Owned(userId).ExecuteDeleteAsync(cancellationToken);
        audit.Add(db, new(AuditActions.UserRoleChanged, userId.ToString(), email, $"Now {role}."));
        return null;
    }
}
