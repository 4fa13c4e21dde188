using System.Security.Claims;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>Finds out whose key it is that a program came with. Whether it still counts is for <see cref="IUserAccess"/> to say.</summary>
public sealed class FindApiKey(IDbContextFactory<AppDbContext> contexts, RecentUse use, AuditTrail audit, TimeProvider time)
{
    /// <summary>Whether a text may be a key; anything else need not be looked for.</summary>
    public static bool IsKey(string? text) => ApiKeyText.IsOne(text);

    /// <summary>Gives the claims of its owner, with what the key may do; null when there is no such key, or it is over.</summary>
    /// <param name="text">The key.</param>
    /// <param name="address">Where the program is.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<IReadOnlyList<Claim>?> RunAsync(string? text, string? address, CancellationToken cancellationToken)
    {
        if (!ApiKeyText.IsOne(text))
        {
            return null;
        }

        var (hash, now) = (ApiKeyText.HashOf(text!), time.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await (
            from key in db.ApiKeys
            where key.Hash == hash && key.RevokedAt == null && (key.ExpiresAt == null || key.ExpiresAt > now)
            join user in db.Users on key.OwnerId equals user.Id
            select new
            {
                key.Id,
                key.OwnerId,
                key.Name,
                key.Scopes,
                key.LastUsedAt,
                key.LastUsedAddress,
                user.Email,
                user.LockoutEnd,
                IsAdministrator = db.UserRoles.Any(member => member.UserId == user.Id && db.Roles.Any(r => r.Id == member.RoleId && r.Name == Roles.Admin)),
            }).SingleOrDefaultAsync(cancellationToken);
        if (found is null || Lockout.IsByAdministrator(found.LockoutEnd, now))
        {
            return null;
        }

        var from = address ?? "";
        if (use.NoteKey(found.Id, from) && !string.Equals(found.LastUsedAddress, from, StringComparison.Ordinal))
        {
            await RecordAsync(db, found.Id, found.Name, new(found.OwnerId, found.Email ?? "", address), cancellationToken);
        }

        var scopes = found.Scopes.Split(' ').Where(scope => scope != ApiScopes.Admin || found.IsAdministrator).ToList();
        return
        [
            new(ClaimTypes.NameIdentifier, found.OwnerId.ToString()),
            new(ClaimTypes.Name, found.Email ?? ""),
            new(UserClaims.KeyId, found.Id.ToString("N")),
            new(ClaimTypes.Role, scopes.Contains(ApiScopes.Admin) ? Roles.Admin : Roles.User),
            .. scopes.Select(scope => new Claim(UserClaims.Scope, scope)),
        ];
    }

    /// <summary>Once for each address.</summary>
    private async Task RecordAsync(AppDbContext db, Guid keyId, string name, Actor actor, CancellationToken cancellationToken)
    {
        var id = keyId.ToString();
        if (!await db.Audit.AnyAsync(a => a.Action == AuditActions.KeyUsed && a.TargetId == id && a.Address == actor.Address, cancellationToken))
        {
            await audit.RecordAsync(new(AuditActions.KeyUsed, id, name, "Used from this address for the first time."), cancellationToken, actor);
        }
    }
}
