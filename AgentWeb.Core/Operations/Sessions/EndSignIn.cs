using AgentWeb.Core.Accounts;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Operations.Sessions;

/// <summary>
/// Ends anybody's sign-in, for administrators: its cookie or tokens count no more, and its pages and streams on this node are signed out at once (on
/// others within two seconds).
/// </summary>
public sealed class EndSignIn(IDbContextFactory<AppDbContext> contexts, UserAccess access, AuditTrail audit)
{
    /// <summary>Ends it.</summary>
    /// <returns>Its id, or <c>not_found</c>.</returns>
    public async Task<Result<Guid>> RunAsync(Guid signInId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var session = await (
            from row in db.SignInSessions.AsNoTracking()
            where row.Id == signInId
            join user in db.Users on row.OwnerId equals user.Id
            select new { row.OwnerId, User = user.Email ?? user.UserName, row.Address }).SingleOrDefaultAsync(cancellationToken);
        if (session is null)
        {
            return Error.NotFound("sign-in");
        }

        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            if (await db.SignInSessions.Where(s => s.Id == signInId).ExecuteDeleteAsync(cancellationToken) == 0)
            {
                return Error.NotFound("sign-in");
            }

            audit.Add(db, new(
                AuditActions.UserSignedOut, session.OwnerId.ToString(), session.User, session.Address is { } address ? $"One sign-in was ended, from {address}." : "One sign-in was ended."));
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        access.Forget(session.OwnerId);
        await access.SweepAsync(cancellationToken);
        return signInId;
    }
}
