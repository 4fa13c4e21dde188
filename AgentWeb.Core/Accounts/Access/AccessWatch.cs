using System.Security.Claims;

namespace AgentWeb.Core.Accounts;

/// <summary>
/// Tells when a sign-in has ended. A stream links <see cref="Ended"/> to its own token and needs nothing else.
/// </summary>
public sealed class AccessWatch : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Action<AccessWatch> _onDispose;

    internal AccessWatch(ClaimsPrincipal user, Action<AccessWatch> onDispose)
    {
        User = user;
        Ended = _ended.Token;
        _onDispose = onDispose;
    }

    /// <summary>Cancelled within <see cref="UserAccess.Freshness"/> of the end, on a thread of the pool.</summary>
    public CancellationToken Ended { get; }

    internal ClaimsPrincipal User { get; }

    /// <summary>Stops watching.</summary>
    public void Dispose()
    {
        _onDispose(this);
        _ended.Dispose();
    }

    internal Task EndAsync() => _ended.CancelAsync();
}
