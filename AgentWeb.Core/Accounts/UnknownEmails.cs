namespace AgentWeb.Core.Accounts;

/// <summary>
/// Counts wrong sign-ins for addresses that have no account, so that they are locked exactly like those that have one and the answer
/// does not tell which is which. In memory and bounded: forgetting one only means that it can be tried again.
/// </summary>
public sealed class UnknownEmails(TimeProvider time)
{
    private const int Capacity = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Failures, DateTimeOffset LockedUntil)> _tries = [];
    private readonly Queue<string> _oldest = new();

    /// <summary>Counts one try.</summary>
    /// <returns>Whether the address is locked, this try included.</returns>
    public bool CountFailure(string normalizedEmail)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (!_tries.TryGetValue(normalizedEmail, out var tries))
            {
                MakeRoom();
                _oldest.Enqueue(normalizedEmail);
            }

            if (tries.LockedUntil > now)
            {
                return true;
            }

            var locked = tries.Failures + 1 >= Lockout.MaxFailures;
            _tries[normalizedEmail] = locked ? (0, now + Lockout.Duration) : (tries.Failures + 1, default);
            return locked;
        }
    }

    private void MakeRoom()
    {
        while (_tries.Count >= Capacity)
        {
            _tries.Remove(_oldest.Dequeue());
        }
    }
}
