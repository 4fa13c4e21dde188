using Microsoft.Data.Sqlite;

namespace AgentWeb.Core.Data;

/// <summary>Copies a SQLite database as it is at one moment, while others read and write it.</summary>
internal static class SqliteCopy
{
    /// <summary>Copies it by SQLite's own backup. Blocks the thread; a caller on a request uses one of its own.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="path">The copy, which must not be there yet.</param>
    public static void Create(string connectionString, string path)
    {
        using var source = new SqliteConnection(Unpooled(connectionString, SqliteOpenMode.ReadWrite));
        using var copy = new SqliteConnection(Unpooled($"Data Source={path}", SqliteOpenMode.ReadWriteCreate));
        source.Open();
        copy.Open();
        source.BackupDatabase(copy);

        // One file, without a journal beside it.
        using var journal = copy.CreateCommand();
        journal.CommandText = "PRAGMA journal_mode=DELETE;";
        journal.ExecuteNonQuery();
    }

    /// <summary>What SQLite finds wrong with a database; null for nothing.</summary>
    public static string? Check(string path)
    {
        try
        {
            using var database = new SqliteConnection(Unpooled($"Data Source={path}", SqliteOpenMode.ReadOnly));
            database.Open();
            using var check = database.CreateCommand();
            check.CommandText = "PRAGMA integrity_check(1);";
            return check.ExecuteScalar() as string is { } said and not "ok" ? said : null;
        }
        catch (SqliteException failure)
        {
            return failure.Message;
        }
    }

    /// <summary>The first column of what a query gives.</summary>
    public static IReadOnlyList<string> Read(string path, string query)
    {
        using var database = new SqliteConnection(Unpooled($"Data Source={path}", SqliteOpenMode.ReadOnly));
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }

    private static string Unpooled(string connectionString, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder(connectionString) { Pooling = false, Mode = mode, DefaultTimeout = 30 }.ToString();
}
