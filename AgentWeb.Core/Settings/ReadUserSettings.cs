using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Settings;

/// <summary>Reads how a person wants the product to be.</summary>
public sealed class ReadUserSettings(IDbContextFactory<AppDbContext> contexts)
{
    /// <summary>Reads it; who never changed anything has the defaults.</summary>
    public async Task<UserSettings> RunAsync(Guid ownerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.UserSettings.AsNoTracking().Owned(ownerId).SingleOrDefaultAsync(cancellationToken) ?? new() { OwnerId = ownerId };
    }
}
