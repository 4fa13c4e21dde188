using System.Security.Claims;

namespace AgentWeb.Core.Accounts;

/// <summary>
/// Whether a sign-in or a key still counts. It does not once the account is locked by an administrator or deleted, its password changed (which
/// ends sign-ins alone), or the sign-in was ended or the key revoked; every answer is at most <see cref="UserAccess.Freshness"/> old, whichever node made the change.
/// </summary>
public interface IUserAccess
{
    /// <summary>Asks once, for a request. Nobody signed in is never current.</summary>
    ValueTask<bool> IsCurrentAsync(ClaimsPrincipal user, CancellationToken cancellationToken);

    /// <summary>
    /// Watches a sign-in for as long as something lasts that outlives its request: a circuit, a stream. Dispose it with that.
    /// </summary>
    AccessWatch Watch(ClaimsPrincipal user);

    /// <summary>Makes a change that this node made itself count at once.</summary>
    void Forget(Guid userId);
}
