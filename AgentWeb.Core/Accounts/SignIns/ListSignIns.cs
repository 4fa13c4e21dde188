using AgentWeb.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>A sign-in, as its owner sees it.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="LastSeenAt">When it was last used, within a minute.</param>
/// <param name="Address">Where it came from.</param>
/// <param name="UserAgent">What the browser or program called itself.</param>
public sealed record SignInView(Guid Id, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, string? Address, string? UserAgent);

/// <summary>Lists one's sign-ins that count, the one used last first.</summary>
public sealed class ListSignIns(IDbContextFactory<AppDbContext> contexts, TimeProvider time)
{
    /// <summary>Lists them.</summary>
    public async Task<IReadOnlyList<SignInView>> RunAsync(Guid userId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SignInSessions.AsNoTracking().Owned(userId)
            .Where(s => s.ExpiresAt > now)
            .OrderByDescending(s => s.LastSeenAt).ThenByDescending(s => s.CreatedAt)
            .Select(s => new SignInView(s.Id, s.CreatedAt, s.LastSeenAt, s.Address, s.UserAgent))
            .ToListAsync(cancellationToken);
    }
}
