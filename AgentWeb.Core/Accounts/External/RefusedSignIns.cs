using System.Net;
using AgentWeb.Core.Audit;

namespace AgentWeb.Core.Accounts;

/// <summary>
/// Writes into the audit log whom another system did not vouch for (its name forged, an answer of its that is none), and whom it did and who is refused
/// here all the same. Anybody can cause the former without having been let in anywhere, and of the latter each page tries anew; so of one address one a
/// minute is written of each, and of all addresses together no more than <see cref="MostAMinute"/>.
/// </summary>
public sealed class RefusedSignIns(AuditTrail audit, TimeProvider time)
{
    /// <summary>Most entries of a minute, from wherever they come.</summary>
    internal const int MostAMinute = 100;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Provider, string Reason, string? Person, string Customer), DateTimeOffset> _written = [];

    /// <summary>Writes down whom nobody vouched for, for the address of <see cref="CurrentActor"/>.</summary>
    /// <param name="provider">The system: <c>proxy</c> or <c>oauth</c>.</param>
    /// <param name="name">Who it was said to be; null when nobody was named.</param>
    /// <param name="reason">A stable code of why it was refused.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public Task RecordAsync(string provider, string? name, string reason, CancellationToken cancellationToken) =>
        RecordAsync(provider, person: null, name, reason, cancellationToken); // Names cost nothing here: they make no difference.

    /// <summary>Writes down whom the system vouched for, for the address of <see cref="CurrentActor"/>.</summary>
    /// <param name="person">Who was refused.</param>
    /// <param name="reason">A stable code of why.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public Task RecordAsync(ExternalPerson person, string reason, CancellationToken cancellationToken) =>
        RecordAsync(person.Provider, person.Key, person.Email ?? person.Key, reason, cancellationToken);

    private async Task RecordAsync(string provider, string? person, string? name, string reason, CancellationToken cancellationToken)
    {
        var customer = CustomerAddress.Of(IPAddress.TryParse(CurrentActor.Value.Address, out var address) ? address : null);
        if (IsNews((provider, reason, person, customer)))
        {
            await audit.RecordAsync(new(AuditActions.SignInFailed, Target: name, Detail: $"By {provider}: {reason}"), cancellationToken);
        }
    }

    private bool IsNews((string Provider, string Reason, string? Person, string Customer) refusal)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            foreach (var (old, at) in _written)
            {
                if (now - at >= Minute)
                {
                    _written.Remove(old);
                }
            }

            return _written.Count < MostAMinute && _written.TryAdd(refusal, now);
        }
    }
}
