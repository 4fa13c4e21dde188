using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>Takes the second factor of an account away: by its owner, who proves to be it, or by an administrator when the telephone is lost.</summary>
public sealed class SwitchTwoFactorOff(IDbContextFactory<AppDbContext> contexts, ConfirmOwner confirmOwner, AuditTrail audit)
{
    /// <summary>Takes away one's own.</summary>
    /// <returns>The account's id; an error of <see cref="ConfirmOwner"/> otherwise.</returns>
    public async Task<Result<Guid>> RunAsync(Guid userId, OwnerProof proof, CancellationToken cancellationToken)
    {
        var check = await confirmOwner.RunAsync(userId, proof, cancellationToken);
        return check.Succeeded ? await ClearAsync(userId, AuditActions.TwoFactorDisabled, cancellationToken) : check.Error;
    }

    /// <summary>Takes away somebody's, for administrators.</summary>
    public Task<Result<Guid>> ResetAsync(Guid userId, CancellationToken cancellationToken) =>
        ClearAsync(userId, AuditActions.UserTwoFactorReset, cancellationToken);

    private async Task<Result<Guid>> ClearAsync(Guid userId, string action, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(u => u.TwoFactorEnabled, false), cancellationToken) == 0)
        {
            return Error.NotFound("account");
        }

        await TwoFactorStore.ClearAsync(db, userId, cancellationToken);
        var email = await db.Users.Where(u => u.Id == userId).Select(u => u.Email).SingleOrDefaultAsync(cancellationToken);
        audit.Add(db, new(action, userId.ToString(), email));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return userId;
    }
}
