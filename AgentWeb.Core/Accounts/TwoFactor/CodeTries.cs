namespace AgentWeb.Core.Accounts;

/// <summary>
/// Counts wrong codes of accounts, and locks after <see cref="Lockout.MaxFailures"/> of them. A try is counted before it is looked at, so that a
/// burst of guesses is not let through before the first is counted. In memory: whoever guesses needs the password first.
/// </summary>
public sealed class CodeTries(TimeProvider time)
{
    private const int Capacity = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, (int Tries, DateTimeOffset LockedUntil)> _tries = [];

    /// <summary>Counts a try.</summary>
    /// <returns>Whether it may be looked at.</returns>
    public bool Begin(Guid userId)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            var known = _tries.GetValueOrDefault(userId);
            if (known.LockedUntil > now)
            {
                return false;
            }

            if (_tries.Count >= Capacity && !_tries.ContainsKey(userId))
            {
                _tries.Remove(_tries.Keys.First());
            }

            _tries[userId] = known.Tries + 1 >= Lockout.MaxFailures ? (0, now + Lockout.Duration) : (known.Tries + 1, default);
            return true;
        }
    }

    /// <summary>The code was right.</summary>
    public void Forget(Guid userId)
    {
        lock (_gate)
        {
            _tries.Remove(userId);
        }
    }
}
