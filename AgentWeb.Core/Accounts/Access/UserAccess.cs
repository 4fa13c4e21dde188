using System.Collections.Concurrent;
using System.Security.Claims;

namespace AgentWeb.Core.Accounts;

/// <summary>Answers from states read lately; <see cref="AccessSweep"/> keeps those of watched sign-ins fresh, all in one query.</summary>
public sealed class UserAccess(ReadAccountStates readStates, RecentUse use, TimeProvider time) : IUserAccess
{
    /// <summary>Age of an answer at most. Two of these are within the five seconds that are promised.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, (AccountState? State, long ReadAt)> _states = new();
    private readonly ConcurrentDictionary<AccessWatch, byte> _watches = new();

    /// <inheritdoc/>
    public async ValueTask<bool> IsCurrentAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (user.FindUserId() is not { } userId)
        {
            return false;
        }

        // Only a yes is remembered: a sign-in that was started a moment ago, here or on another node, is not in what was read before it.
        if (_states.TryGetValue(userId, out var known) && IsFresh(known.ReadAt) && Allows(known.State, user))
        {
            use.Note(user);
            return true;
        }

        var readAt = time.GetTimestamp(); // Before reading: a change that comes while reading must not count as seen.
        var state = (await readStates.RunAsync([userId], cancellationToken)).GetValueOrDefault(userId);
        _states[userId] = (state, readAt);
        if (!Allows(state, user))
        {
            return false;
        }

        use.Note(user);
        return true;
    }

    /// <inheritdoc/>
    public AccessWatch Watch(ClaimsPrincipal user)
    {
        var watch = new AccessWatch(user, ended => _watches.TryRemove(ended, out _));
        _watches[watch] = 0;
        return watch;
    }

    /// <inheritdoc/>
    public void Forget(Guid userId) => _states.TryRemove(userId, out _);

    /// <summary>Reads the states of all watched accounts at once, ends what must end, and drops what nobody asked for lately.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var old in _states.Where(entry => !IsFresh(entry.Value.ReadAt)))
        {
            _states.TryRemove(old);
        }

        var watches = _watches.Keys.ToArray();
        if (watches.Length == 0)
        {
            return;
        }

        var readAt = time.GetTimestamp();
        var userIds = watches.Select(w => w.User.FindUserId()).OfType<Guid>().ToHashSet();
        var states = await readStates.RunAsync(userIds, cancellationToken);
        foreach (var userId in userIds)
        {
            _states[userId] = (states.GetValueOrDefault(userId), readAt);
        }

        foreach (var watch in watches)
        {
            if (watch.User.FindUserId() is { } userId && Allows(states.GetValueOrDefault(userId), watch.User))
            {
                use.Note(watch.User); // An open page is somebody who is there.
            }
            else
            {
                await watch.EndAsync();
            }
        }
    }

    private bool IsFresh(long readAt) => time.GetElapsedTime(readAt) < Freshness;

    private static bool Allows(AccountState? state, ClaimsPrincipal user) => state?.Allows(user) ?? false;
}
