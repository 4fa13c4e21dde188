using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Data;

/// <summary>Brings the database to the current schema before anything uses it.</summary>
public sealed partial class DatabaseMigrator(
    IDbContextFactory<AppDbContext> contexts, DatabaseSettings settings, TimeProvider time, ILogger<DatabaseMigrator> logger)
{
    /// <summary>Folder of the copies that are made before a migration.</summary>
    internal const string CopiesFolder = "before-migration";

    private const int KeptCopies = 3;

    /// <summary>Applies the migrations that are missing.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count > 0)
        {
            if (settings.Provider == DatabaseProvider.Sqlite && (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).LastOrDefault() is { } applied)
            {
                Copy(applied);
            }

            LogMigrating(logger, pending.Count, pending[^1]);
            await db.Database.MigrateAsync(cancellationToken);
        }

        if (db is SqliteAppDbContext)
        {
            // The journal mode is kept in the file; setting it is cheap where it is set already.
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
        }
    }

    /// <summary>The way back, should the new version not be what was hoped for.</summary>
    private void Copy(string applied)
    {
        var folder = Directory.CreateDirectory(Path.Combine(settings.DataDirectory, CopiesFolder));
        var copy = Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyyMMdd-HHmmss}-{applied}.db"));
        if (!File.Exists(copy))
        {
            SqliteCopy.Create(settings.ConnectionString, copy);
        }

        LogCopied(logger, copy);
        foreach (var old in folder.EnumerateFiles("*.db").OrderByDescending(file => file.Name, StringComparer.Ordinal).Skip(KeptCopies))
        {
            old.Delete();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The database was copied to {Copy} before it is migrated")]
    private static partial void LogCopied(ILogger logger, string copy);

    [LoggerMessage(Level = LogLevel.Information, Message = "Applying {Count} database migrations up to {Latest}")]
    private static partial void LogMigrating(ILogger logger, int count, string latest);
}
