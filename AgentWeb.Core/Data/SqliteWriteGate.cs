using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AgentWeb.Core.Data;

/// <summary>
/// Writers of this process wait here for each other, without a thread. SQLite has one writer and its calls block, so that everybody who
/// waited there would hold a thread of the pool: twenty messages sent while another process writes stopped every stream. Only the writer at
/// the front waits in SQLite.
/// </summary>
internal sealed class SqliteWriteGate : DbTransactionInterceptor, IDbConnectionInterceptor
{
    private const int Busy = 5; // SQLITE_BUSY

    /// <summary>As long as SQLite itself would go on trying.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _free = new(1, 1);
    private readonly Lock _gate = new();
    private Guid? _holder;

    public override InterceptionResult<DbTransaction> TransactionStarting(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result)
    {
        Entered(_free.Wait(Patience), eventData.ConnectionId);
        return Begin(connection, eventData);
    }

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        Entered(await _free.WaitAsync(Patience, cancellationToken), eventData.ConnectionId);
        return Begin(connection, eventData);
    }

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Leave(eventData.ConnectionId);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Leave(eventData.ConnectionId);
        return Task.CompletedTask;
    }

    public override void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) => Leave(eventData.ConnectionId);

    public override Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Leave(eventData.ConnectionId);
        return Task.CompletedTask;
    }

    /// <summary>A transaction that is disposed without an end tells nobody, but its connection closes.</summary>
    public void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => Leave(eventData.ConnectionId);

    public Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        Leave(eventData.ConnectionId);
        return Task.CompletedTask;
    }

    private void Entered(bool entered, Guid connectionId)
    {
        if (!entered)
        {
            throw new SqliteException("The database is locked: the writers before this one did not end.", Busy);
        }

        lock (_gate)
        {
            _holder = connectionId;
        }
    }

    /// <summary>Begins here, since nobody is told when beginning fails.</summary>
    private InterceptionResult<DbTransaction> Begin(DbConnection connection, TransactionStartingEventData eventData)
    {
        try
        {
            return InterceptionResult<DbTransaction>.SuppressWithResult(connection.BeginTransaction(eventData.IsolationLevel));
        }
        catch
        {
            Leave(eventData.ConnectionId);
            throw;
        }
    }

    private void Leave(Guid connectionId)
    {
        lock (_gate)
        {
            if (_holder != connectionId)
            {
                return;
            }

            _holder = null;
        }

        _free.Release();
    }
}
