using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AgentWeb.Core.Data;

/// <summary>
/// Settings that SQLite forgets when a connection closes: how long a writer waits for the one before it, and that a commit in the
/// write-ahead log need not wait for the disk (a killed process loses nothing by that; see docs/decisions/0004-sqlite.md).
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA busy_timeout=10000; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection); // SQLite has no asynchronous calls.
        return Task.CompletedTask;
    }

    private static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }
}
