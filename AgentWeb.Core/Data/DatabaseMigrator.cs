using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Data;

/// <summary>Brings the database to the current schema before anything uses it.</summary>
public sealed partial class DatabaseMigrator(IDbContextFactory<AppDbContext> contexts, ILogger<DatabaseMigrator> logger)
{
    /// <summary>Applies the migrations that are missing.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count > 0)
        {
            LogMigrating(logger, pending.Count, pending[^1]);
            await db.Database.MigrateAsync(cancellationToken);
        }

        if (db is SqliteAppDbContext)
        {
            // The journal mode is kept in the file; setting it is cheap where it is set already.
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Applying {Count} database migrations up to {Latest}")]
    private static partial void LogMigrating(ILogger logger, int count, string latest);
}
