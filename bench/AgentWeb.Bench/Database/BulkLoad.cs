using AgentWeb.Core.Data;
using Microsoft.Data.Sqlite;

namespace AgentWeb.Bench.Database;

/// <summary>Fills a SQLite file that nobody uses meanwhile, without what protects it from a crash.</summary>
internal static class BulkLoad
{
    /// <summary>Writes into a file that is nearly empty: indexes are made at the end, which is far faster than row by row.</summary>
    public static void Fill(string file, Action<SqliteTransaction> write)
    {
        using var connection = Open(file);
        var indexes = Indexes(connection);
        Execute(connection, string.Concat(indexes.Select(index => $"DROP INDEX \"{index.Name}\";")));
        Write(connection, write);
        Execute(connection, string.Concat(indexes.Select(index => index.Sql + ";")));
        Close(connection);
    }

    /// <summary>Writes some more into a file.</summary>
    public static void Add(string file, Action<SqliteTransaction> write)
    {
        using var connection = Open(file);
        Write(connection, write);
        Close(connection);
    }

    private static SqliteConnection Open(string file)
    {
        SqliteConnection.ClearAllPools(); // The journal changes only while nobody else has the file open.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = false, Pooling = false }.ToString());
        connection.Open();
        SqliteFunctions.Add(connection);
        Execute(connection, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-500000;");
        return connection;
    }

    private static void Close(SqliteConnection connection) => Execute(connection, "PRAGMA journal_mode=WAL;");

    private static void Write(SqliteConnection connection, Action<SqliteTransaction> write)
    {
        using var transaction = connection.BeginTransaction();
        write(transaction);
        transaction.Commit();
    }

    private static List<(string Name, string Sql)> Indexes(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL";
        using var reader = command.ExecuteReader();
        var indexes = new List<(string, string)>();
        while (reader.Read())
        {
            indexes.Add((reader.GetString(0), reader.GetString(1)));
        }

        return indexes;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0; // Indexes of a million rows take a while.
        command.ExecuteNonQuery();
    }
}
