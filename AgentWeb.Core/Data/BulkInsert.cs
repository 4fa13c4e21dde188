using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace AgentWeb.Core.Data;

/// <summary>
/// Inserts many rows in one transaction. With SQLite, which runs in this process, a statement that is prepared once and told each row's values
/// costs a fraction of what tracking entities does, and the difference is processor time that streams would miss. Other engines are a
/// network away: there the round trips count, and EF Core's batches have few.
/// </summary>
internal static class BulkInsert
{
    /// <summary>Inserts rows. They must bring all their values: none is generated or read back.</summary>
    /// <param name="db">The database; its open transaction is used, or one begun and committed.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Ends it between two rows; nothing is stored then.</param>
    public static async Task InsertAsync<T>(AppDbContext db, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        if (rows.Count == 0)
        {
            return;
        }

        if (!db.Database.IsSqlite())
        {
            db.AddRange(rows);
            await db.SaveChangesAsync(cancellationToken);
            return;
        }

        if (db.Database.CurrentTransaction is { } open)
        {
            await RunAsync(db, open, rows, cancellationToken);
            return;
        }

        await using var own = await db.Database.BeginTransactionAsync(cancellationToken);
        await RunAsync(db, own, rows, cancellationToken);
        await own.CommitAsync(cancellationToken);
    }

    private static async Task RunAsync<T>(AppDbContext db, IDbContextTransaction transaction, IEnumerable<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        var type = db.Model.FindEntityType(typeof(T))!;
        var columns = type.GetProperties().Select(p => new Column(p)).ToArray();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction.GetDbTransaction();
        command.CommandText =
            $"INSERT INTO \"{type.GetTableName()}\" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", columns.Select(c => c.Parameter))})";
        foreach (var row in rows)
        {
            command.Parameters.Clear();
            foreach (var column in columns)
            {
                command.Parameters.Add(column.ValueOf(command, row));
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>A property and how its values are told to the database.</summary>
    private sealed class Column(IProperty property)
    {
        private readonly RelationalTypeMapping _mapping = property.GetRelationalTypeMapping();

        public string Name { get; } = property.GetColumnName();

        public string Parameter { get; } = "@" + property.Name;

        public DbParameter ValueOf(DbCommand command, object row) =>
            _mapping.CreateParameter(command, Parameter, property.PropertyInfo!.GetValue(row), property.IsNullable);
    }
}
