using AgentWeb.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Operations.Sessions;

/// <summary>A sign-in, as administrators see it: who, from where and when, never what they wrote.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="OwnerId">The account.</param>
/// <param name="User">Its e-mail address.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="LastSeenAt">When it was last used, within a minute.</param>
/// <param name="Address">Where it came from.</param>
/// <param name="UserAgent">What the browser or program called itself.</param>
public sealed record SignedIn(Guid Id, Guid OwnerId, string User, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, string? Address, string? UserAgent);

/// <summary>Sign-ins of everybody.</summary>
/// <param name="Total">How many count.</param>
/// <param name="Listed">Those used last.</param>
public sealed record SignedInList(int Total, IReadOnlyList<SignedIn> Listed);

/// <summary>Lists the sign-ins of everybody that count, the ones used last first.</summary>
public sealed class ListSignedIn(IDbContextFactory<AppDbContext> contexts, TimeProvider time)
{
    /// <summary>Most that are listed.</summary>
    public const int Most = 200;

    /// <summary>Lists them.</summary>
    /// <param name="user">Only those of users whose address contains this.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<SignedInList> RunAsync(string? user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var people = db.Users.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(user))
        {
            var part = user.Trim().ToUpperInvariant();
            people = people.Where(u => u.NormalizedEmail!.Contains(part) || u.NormalizedUserName!.Contains(part));
        }

        var rows =
            from session in db.SignInSessions.AsNoTracking()
            where session.ExpiresAt > now
            join person in people on session.OwnerId equals person.Id
            orderby session.LastSeenAt descending, session.Id descending
            select new SignedIn(session.Id, session.OwnerId, person.Email ?? person.UserName ?? "", session.CreatedAt, session.LastSeenAt, session.Address, session.UserAgent);
        return new(await rows.CountAsync(cancellationToken), await rows.Take(Most).ToListAsync(cancellationToken));
    }
}
