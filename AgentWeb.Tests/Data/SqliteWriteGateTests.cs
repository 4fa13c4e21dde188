using AgentWeb.Core.Data;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Data;

public sealed class SqliteWriteGateTests : IAsyncLifetime
{
    private ChatHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ChatHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Begin_WhileAnotherWrites_WaitsWithoutAThread()
    {
        Assert.SkipUnless(await IsSqliteAsync(), "SQL Server has many writers.");
        await using var first = await _host.Contexts.CreateDbContextAsync();
        await using var second = await _host.Contexts.CreateDbContextAsync();
        await using var transaction = await first.Database.BeginTransactionAsync();

        // Were SQLite to wait, this call would come back after seconds, and with an exception.
        var waiting = second.Database.BeginTransactionAsync();

        Assert.False(waiting.IsCompleted);
        await transaction.CommitAsync();
        await (await waiting).DisposeAsync();
    }

    [Theory]
    [InlineData("commit")]
    [InlineData("roll back")]
    [InlineData("dispose")]
    [InlineData("fail")]
    public async Task Begin_AfterAnyEndOfTheOneBefore_Begins(string end)
    {
        await using (var before = await _host.Contexts.CreateDbContextAsync())
        {
            await using var transaction = await before.Database.BeginTransactionAsync();
            await (end switch
            {
                "commit" => transaction.CommitAsync(),
                "roll back" => transaction.RollbackAsync(),
                "fail" => Assert.ThrowsAnyAsync<Exception>(() => before.Database.ExecuteSqlRawAsync("no statement")),
                _ => Task.CompletedTask,
            });
        }

        await using var db = await _host.Contexts.CreateDbContextAsync();
        await using var next = await db.Database.BeginTransactionAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.NotNull(db.Database.CurrentTransaction);
    }

    [Fact]
    public async Task Begin_Cancelled_LeavesTheGateToOthers()
    {
        Assert.SkipUnless(await IsSqliteAsync(), "SQL Server has many writers.");
        await using var first = await _host.Contexts.CreateDbContextAsync();
        await using var second = await _host.Contexts.CreateDbContextAsync();
        var transaction = await first.Database.BeginTransactionAsync();
        using var giveUp = new CancellationTokenSource();
        var waiting = second.Database.BeginTransactionAsync(giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await transaction.DisposeAsync();

        await using var third = await _host.Contexts.CreateDbContextAsync();
        await using var next = await third.Database.BeginTransactionAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.NotNull(third.Database.CurrentTransaction);
    }

    private async Task<bool> IsSqliteAsync()
    {
        await using var db = await _host.Contexts.CreateDbContextAsync();
        return db is SqliteAppDbContext;
    }
}
