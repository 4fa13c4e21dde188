using AgentWeb.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Fakes;

/// <summary>Contexts of a database that does not answer, or takes its time, when the test says so.</summary>
public sealed class UnsteadyContexts(IDbContextFactory<AppDbContext> contexts) : IDbContextFactory<AppDbContext>, IDisposable
{
    private const int Busy = 5;

    private readonly SemaphoreSlim _let = new(0);
    private int _asked;

    /// <summary>How many were asked for.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Whether it does not answer.</summary>
    public bool Fails { get; set; }

    /// <summary>Whether each that is asked for from now on waits for <see cref="Let"/>.</summary>
    public bool Holds { get; set; }

    /// <summary>Lets some go on that wait.</summary>
    public void Let(int count) => _let.Release(count);

    public AppDbContext CreateDbContext() =>
        Fails ? throw new SqliteException("The database does not answer.", Busy) : contexts.CreateDbContext();

    public async Task<AppDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default)
    {
        var holds = Holds; // Before it counts: a test that sees the number may let others pass at once.
        Interlocked.Increment(ref _asked);
        if (holds)
        {
            await _let.WaitAsync(cancellationToken);
        }

        return CreateDbContext();
    }

    public void Dispose() => _let.Dispose();
}
