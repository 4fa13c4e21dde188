using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>Makes the roles that the program knows, where they are missing.</summary>
public sealed class SeedRoles(IDbContextFactory<AppDbContext> contexts, ILookupNormalizer normalizer)
{
    /// <summary>Makes them.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var existing = await db.Roles.AsNoTracking().Select(role => role.Name).ToListAsync(cancellationToken);
        foreach (var name in new[] { Roles.Admin, Roles.User }.Except(existing, StringComparer.Ordinal))
        {
            db.Roles.Add(new AppRole { Id = Guid.CreateVersion7(), Name = name, NormalizedName = normalizer.NormalizeName(name) });
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
