using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AgentWeb.Core.Data;

/// <summary>
/// Lets the writers of this process write one after the other, without blocking a thread. SQLite has one writer, and the pinned build of it
/// sleeps whole seconds until it looks again whether the file is free: of two who write at once the second would lose a second.
/// </summary>
/// <remarks>
/// A transaction has the turn from its beginning (the provider begins it <c>IMMEDIATE</c>, which locks the file) until it is committed or
/// its connection closes; a writing statement outside of one has it until its connection closes, which is when it is done.
/// </remarks>
internal sealed class SqliteWriteLine : IDbTransactionInterceptor, IDbCommandInterceptor, IDbConnectionInterceptor
{
    private const int Busy = 5; // SQLITE_BUSY

    /// <summary>
    /// Whoever waited this long is told that the database is locked. They do not try on their own: while another process writes, each would
    /// hold a thread of the pool in SQLite, and twenty of them stopped every stream.
    /// </summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly ConcurrentDictionary<DbConnection, bool> _writing = new();

    public InterceptionResult<DbTransaction> TransactionStarting(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result)
    {
        Enter(connection);
        return result;
    }

    public async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        await EnterAsync(connection, cancellationToken);
        return result;
    }

    public InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        if (WritesAlone(command))
        {
            Enter(command.Connection!);
        }

        return result;
    }

    public async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (WritesAlone(command))
        {
            await EnterAsync(command.Connection!, cancellationToken);
        }

        return result;
    }

    public InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        if (WritesAlone(command))
        {
            Enter(command.Connection!);
        }

        return result;
    }

    public async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (WritesAlone(command))
        {
            await EnterAsync(command.Connection!, cancellationToken);
        }

        return result;
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Leave(eventData);

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Leave(eventData);
        return Task.CompletedTask;
    }

    public void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => Leave(connection);

    public Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        Leave(connection);
        return Task.CompletedTask;
    }

    /// <summary>Whether a statement writes outside of a transaction.</summary>
    private static bool WritesAlone(DbCommand command) =>
        command.Transaction is null && !command.CommandText.StartsWith("SELECT", StringComparison.Ordinal) && !command.CommandText.StartsWith("PRAGMA", StringComparison.Ordinal);

    private void Enter(DbConnection connection)
    {
        if (!_writing.ContainsKey(connection))
        {
            Entered(connection, _turn.Wait(Longest));
        }
    }

    private async Task EnterAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (!_writing.ContainsKey(connection))
        {
            Entered(connection, await _turn.WaitAsync(Longest, cancellationToken));
        }
    }

    private void Entered(DbConnection connection, bool inTime)
    {
        if (!inTime)
        {
            throw new SqliteException("The database is locked: those who write before this one did not end.", Busy);
        }

        _writing[connection] = true;
    }

    private void Leave(TransactionEndEventData eventData)
    {
        if (eventData.Context is { } context)
        {
            Leave(context.Database.GetDbConnection());
        }
    }

    private void Leave(DbConnection connection)
    {
        if (_writing.TryRemove(connection, out _))
        {
            _turn.Release();
        }
    }
}
