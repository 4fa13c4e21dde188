using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>Ends all sign-ins of somebody, for administrators.</summary>
public sealed class SignOutUser(IDbContextFactory<AppDbContext> contexts, SignInSessions sessions, IUserAccess access, AuditTrail audit)
{
    /// <summary>Ends them.</summary>
    /// <returns>How many there were, or <c>not_found</c>.</returns>
    public async Task<Result<int>> RunAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var email = await db.Users.Where(u => u.Id == userId).Select(u => u.Email).SingleOrDefaultAsync(cancellationToken);
        if (email is null)
        {
            return Error.NotFound("account");
        }

        var ended = await sessions.EndAllAsync(userId, cancellationToken);
        access.Forget(userId);
        await audit.RecordAsync(new(AuditActions.UserSignedOut, userId.ToString(), email, $"{ended} sign-ins."), cancellationToken);
        return ended;
    }
}
