using System.Data.Common;
using AgentWeb.Core.Data.Search;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AgentWeb.Core.Data;

/// <summary>Functions that SQLite asks this process for; the triggers that keep the search index use them.</summary>
public sealed class SqliteFunctions : DbConnectionInterceptor
{
    /// <inheritdoc/>
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Add((SqliteConnection)connection);

    /// <inheritdoc/>
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Add((SqliteConnection)connection);
        return Task.CompletedTask;
    }

    /// <summary>Adds them to a connection that Entity Framework did not open.</summary>
    public static void Add(SqliteConnection connection) =>
        connection.CreateFunction<string, string, byte[], string>("search_terms", IndexTerms.Of, isDeterministic: true);
}
