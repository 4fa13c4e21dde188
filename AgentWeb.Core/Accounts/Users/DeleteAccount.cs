using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Accounts;

/// <summary>
/// Deletes an account with everything it owns. It is locked first, so that nothing new begins and everybody is out; then what it owns goes, then
/// its row. Should the server end in between, it stays locked and can be deleted again.
/// </summary>
public sealed partial class DeleteAccount(
    IDbContextFactory<AppDbContext> contexts, LockUser lockUser, ConfirmOwner confirmOwner, IEnumerable<IAccountData> data, IUserAccess access,
    AuditTrail audit, ILogger<DeleteAccount> logger)
{
    /// <summary>Deletes one's own account, for whoever proves that it is theirs.</summary>
    /// <returns>The id it had; an error of <see cref="ConfirmOwner"/> or <c>last_administrator</c> otherwise.</returns>
    public async Task<Result<Guid>> OwnAsync(Guid userId, OwnerProof proof, CancellationToken cancellationToken)
    {
        var check = await confirmOwner.RunAsync(userId, proof, cancellationToken);
        return check.Succeeded ? await DeleteAsync(userId, AuditActions.AccountDeleted, cancellationToken) : check.Error;
    }

    /// <summary>Deletes somebody's account, for administrators.</summary>
    /// <returns>The id it had, or <c>not_found</c>, <c>last_administrator</c>.</returns>
    public Task<Result<Guid>> RunAsync(Guid userId, CancellationToken cancellationToken) =>
        DeleteAsync(userId, AuditActions.UserDeleted, cancellationToken);

    private async Task<Result<Guid>> DeleteAsync(Guid userId, string action, CancellationToken cancellationToken)
    {
        var locked = await lockUser.RunAsync(userId, cancellationToken);
        if (!locked.Succeeded)
        {
            return locked.Error;
        }

        foreach (var part in data)
        {
            await part.ReleaseAsync(userId, cancellationToken);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var email = await db.Users.Where(u => u.Id == userId).Select(u => u.Email).SingleOrDefaultAsync(cancellationToken);
        await db.Conversations.IgnoreQueryFilters().Where(c => c.OwnerId == userId).ExecuteDeleteAsync(cancellationToken);
        if (await db.Users.Where(u => u.Id == userId).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            return Error.NotFound("account"); // Somebody else was faster.
        }

        audit.Add(db, new(action, userId.ToString(), email));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        access.Forget(userId);
        LogDeleted(logger, userId);
        return userId;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {UserId} and everything it owned is deleted")]
    private static partial void LogDeleted(ILogger logger, Guid userId);
}
