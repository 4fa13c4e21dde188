using System.Data;
using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>
/// Makes changes to accounts that may take an administrator away, and takes back those that would leave none who can sign in. The look and the
/// change are one serializable transaction: of two who remove each other one is refused.
/// </summary>
public sealed class AdministratorGate(IDbContextFactory<AppDbContext> contexts, TimeProvider time)
{
    /// <summary>Makes a change to an account.</summary>
    /// <param name="userId">The account.</param>
    /// <param name="change">The change, in the transaction of its context.</param>
    /// <param name="cancellationToken">Ends the work; nothing is changed then.</param>
    /// <returns>The account's e-mail address, or <c>not_found</c>, <c>last_administrator</c>, or the error of the change.</returns>
    public async Task<Result<string>> RunAsync(
        Guid userId, Func<AppDbContext, string, CancellationToken, Task<Error?>> change, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        var email = await db.Users.Where(u => u.Id == userId).Select(u => u.Email).SingleOrDefaultAsync(cancellationToken);
        if (email is null)
        {
            return Error.NotFound("account");
        }

        var wasAdministrator = await db.IsAdministratorAsync(userId, cancellationToken);
        if (await change(db, email, cancellationToken) is { } refused)
        {
            return refused;
        }

        await db.SaveChangesAsync(cancellationToken);
        var lockedFrom = time.GetUtcNow() + Lockout.Duration;
        if (wasAdministrator && !await db.Administrators().AnyAsync(u => u.LockoutEnd == null || u.LockoutEnd <= lockedFrom, cancellationToken))
        {
            return AccountErrors.LastAdministrator; // Not committed.
        }

        await transaction.CommitAsync(cancellationToken);
        return email;
    }
}
