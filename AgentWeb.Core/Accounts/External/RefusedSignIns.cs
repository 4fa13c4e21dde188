using AgentWeb.Core.Audit;

namespace AgentWeb.Core.Accounts;

/// <summary>
/// Writes into the audit log what another system did not vouch for: its name forged, an answer of its that is none. Anybody can cause these without
/// having been let in anywhere, so of one address one a minute is written.
/// </summary>
public sealed class RefusedSignIns(AuditTrail audit, TimeProvider time)
{
    private const int Capacity = 10_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _written = new(StringComparer.Ordinal);

    /// <summary>Writes it down, for the address of <see cref="CurrentActor"/>.</summary>
    /// <param name="provider">The system: <c>proxy</c> or <c>oauth</c>.</param>
    /// <param name="name">Who it was said to be; null when nobody was named.</param>
    /// <param name="reason">A stable code of why it was refused.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task RecordAsync(string provider, string? name, string reason, CancellationToken cancellationToken)
    {
        if (IsNews($"{provider} {reason} {CurrentActor.Value.Address}"))
        {
            await audit.RecordAsync(new(AuditActions.SignInFailed, Target: name, Detail: $"By {provider}: {reason}"), cancellationToken);
        }
    }

    private bool IsNews(string key)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (_written.TryGetValue(key, out var last) && now - last < Pause)
            {
                return false;
            }

            if (_written.Count >= Capacity)
            {
                _written.Clear(); // What is forgotten is written once more.
            }

            _written[key] = now;
            return true;
        }
    }
}
