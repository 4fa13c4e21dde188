using System.Collections.Concurrent;
using System.Security.Claims;
using AgentWeb.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>
/// Remembers which sign-ins and keys were used, and writes it down every <see cref="Interval"/> with one statement for all of them: no
/// request waits for a write.
/// </summary>
public sealed class RecentUse(IDbContextFactory<AppDbContext> contexts, TimeProvider time)
{
    /// <summary>Two of these are within the minute that is promised.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private const int BatchSize = 500;

    private readonly ConcurrentDictionary<Guid, Guid> _signIns = new();
    private readonly ConcurrentDictionary<Guid, string> _keys = new();
    private long _writtenAt = time.GetTimestamp();

    /// <summary>A cookie or token was used.</summary>
    internal void Note(ClaimsPrincipal user)
    {
        if (user.FindSignInId() is { } signIn && user.FindUserId() is { } userId)
        {
            _signIns[signIn] = userId;
        }
    }

    /// <summary>A key was used.</summary>
    /// <returns>Whether it was not used lately from there.</returns>
    internal bool NoteKey(Guid keyId, string address)
    {
        var isNews = !_keys.TryGetValue(keyId, out var known) || !string.Equals(known, address, StringComparison.Ordinal);
        _keys[keyId] = address;
        return isNews;
    }

    /// <summary>Writes what was noted, when it is time.</summary>
    internal async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_writtenAt) < Interval)
        {
            return;
        }

        _writtenAt = time.GetTimestamp();
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var batch in Take(_signIns).Chunk(BatchSize))
        {
            var (signIns, users) = (batch.Select(use => use.Key).ToList(), batch.Select(use => use.Value).Distinct().ToList());
            await db.SignInSessions.Where(s => signIns.Contains(s.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), cancellationToken);
            await db.Users.Where(u => users.Contains(u.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(u => u.LastActiveAt, now), cancellationToken);
        }

        foreach (var place in Take(_keys).GroupBy(use => use.Value, use => use.Key, StringComparer.Ordinal))
        {
            foreach (var keys in place.Chunk(BatchSize))
            {
                await db.ApiKeys.Where(k => keys.Contains(k.Id))
                    .ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, now).SetProperty(k => k.LastUsedAddress, place.Key), cancellationToken);
                await db.Users.Where(u => db.ApiKeys.Any(k => k.OwnerId == u.Id && keys.Contains(k.Id)))
                    .ExecuteUpdateAsync(set => set.SetProperty(u => u.LastActiveAt, now), cancellationToken);
            }
        }
    }

    private static List<KeyValuePair<Guid, T>> Take<T>(ConcurrentDictionary<Guid, T> noted)
    {
        var taken = noted.ToList();
        taken.ForEach(use => noted.TryRemove(use));
        return taken;
    }
}
