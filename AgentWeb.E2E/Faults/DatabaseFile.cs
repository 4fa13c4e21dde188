using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.E2E.Faults;

/// <summary>A server's database file, seen from another process: what it holds, and what can be done to it from there.</summary>
/// <param name="dataDirectory">The folder it is in.</param>
internal sealed class DatabaseFile(string dataDirectory)
{
    private readonly string _path = Path.Combine(dataDirectory, "agentweb.db");

    /// <summary>Opens it for reading.</summary>
    public AppDbContext Open() =>
        new SqliteAppDbContext(new DbContextOptionsBuilder<SqliteAppDbContext>().UseSqlite(ConnectionString()).Options);

    /// <summary>A copy of it in another folder: SQLite cannot open it where only the server's process has it mounted.</summary>
    public DatabaseFile CopyTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in new[] { "", "-wal" }.Where(suffix => File.Exists(_path + suffix)))
        {
            File.Copy(_path + file, Path.Combine(folder, "agentweb.db" + file), overwrite: true);
        }

        return new(folder);
    }

    /// <summary>Holds the one write transaction there can be, so that nobody else may write until the lock is disposed.</summary>
    public async Task<IAsyncDisposable> LockAsync()
    {
        var connection = new SqliteConnection(ConnectionString());
        await connection.OpenAsync();
        await ExecuteAsync(connection, "BEGIN IMMEDIATE");
        return connection; // Closing it gives the transaction up.
    }

    /// <summary>Whether replies are written or wait; none are where there is no database.</summary>
    public async Task<bool> HasOpenJobsAsync()
    {
        if (!File.Exists(_path))
        {
            return false;
        }

        await using var db = Open();
        return await db.Jobs.AnyAsync(job => job.State == JobState.Queued || job.State == JobState.Running);
    }

    /// <summary>What SQLite itself finds wrong with the file: nothing, one hopes.</summary>
    public async Task<IReadOnlyList<string>> DamageAsync()
    {
        await using var db = Open();
        var found = await db.Database.SqlQueryRaw<string>("SELECT integrity_check AS Value FROM pragma_integrity_check").ToListAsync();
        found.AddRange(await db.Database.SqlQueryRaw<string>("SELECT \"table\" || ' ' || rowid AS Value FROM pragma_foreign_key_check").ToListAsync());
        return [.. found.Where(line => line is not "ok")];
    }

    private string ConnectionString() => new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false, DefaultTimeout = 30 }.ToString();

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
