using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AgentWeb.Bench.Database;

/// <summary>Writes rows of one table with one prepared statement. Values that every row shares are part of it.</summary>
internal sealed class TableWriter : IDisposable
{
    private readonly SqliteCommand _command;

    /// <summary>Prepares the statement.</summary>
    /// <param name="transaction">Where it belongs.</param>
    /// <param name="table">The table.</param>
    /// <param name="constants">SQL by column.</param>
    /// <param name="columns">Columns whose values differ, in the order in which <see cref="Write"/> takes them.</param>
    public TableWriter(SqliteTransaction transaction, string table, Dictionary<string, string> constants, params string[] columns)
    {
        _command = transaction.Connection!.CreateCommand();
        _command.Transaction = transaction;
        _command.CommandText = $"""
            INSERT INTO "{table}" ({string.Join(", ", columns.Concat(constants.Keys).Select(column => $"\"{column}\""))})
            VALUES ({string.Join(", ", columns.Select((_, i) => Parameter(i)).Concat(constants.Values))})
            """;
        for (var i = 0; i < columns.Length; i++)
        {
            _command.Parameters.Add(new SqliteParameter(Parameter(i), value: null));
        }

        _command.Prepare();
    }

    /// <summary>Writes a row.</summary>
    public void Write(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        _command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public void Dispose() => _command.Dispose();

    private static string Parameter(int index) => string.Create(CultureInfo.InvariantCulture, $"@p{index}");
}
