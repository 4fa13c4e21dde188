using AgentWeb.Core.Audit;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Accounts;

/// <summary>Ends sign-ins of an account: cookies and tokens, also copied ones, with their circuits and streams.</summary>
public sealed class EndSignIns(SignInSessions sessions, IUserAccess access, AuditTrail audit)
{
    /// <summary>Ends one of one's own.</summary>
    /// <returns>Its id, or <c>not_found</c>.</returns>
    public async Task<Result<Guid>> RunAsync(Guid userId, Guid signInId, CancellationToken cancellationToken)
    {
        if (!await sessions.EndAsync(userId, signInId, cancellationToken))
        {
            return Error.NotFound("sign-in");
        }

        access.Forget(userId);
        await audit.RecordAsync(new(AuditActions.SignedOut, userId.ToString(), Detail: "One sign-in was ended from the list."), cancellationToken);
        return signInId;
    }

    /// <summary>Ends all of one's own, the one that asks included.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> EverywhereAsync(Guid userId, CancellationToken cancellationToken)
    {
        var ended = await sessions.EndAllAsync(userId, cancellationToken);
        access.Forget(userId);
        await audit.RecordAsync(new(AuditActions.SignedOut, userId.ToString(), Detail: $"Signed out everywhere, {ended} sign-ins."), cancellationToken);
        return ended;
    }
}
