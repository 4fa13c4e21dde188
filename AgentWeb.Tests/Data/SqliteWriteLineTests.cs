using AgentWeb.Core.Data.Entities;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Data;

public sealed class SqliteWriteLineTests : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly TestDatabase _database = new();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Transaction_AnotherOneWrites_WaitsItsTurnWithoutAThread()
    {
        var contexts = await _database.MigratedSqliteAsync();
        await using var first = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        await using var second = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        var writing = await first.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);

        // SQLite itself has no asynchronous calls: without a line this would block here until it gives up.
        var waiting = second.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        await writing.CommitAsync(TestContext.Current.CancellationToken);
        await using var next = await waiting.WaitAsync(Deadline, TestContext.Current.CancellationToken);
        await writing.DisposeAsync();
        Assert.Same(next, second.Database.CurrentTransaction);
    }

    [Fact]
    public async Task Statement_OutsideATransaction_WaitsItsTurn()
    {
        var contexts = await _database.MigratedSqliteAsync();
        var user = await TestDatabase.AddUserAsync(contexts, "ada@example.test");
        await using var first = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        await using var second = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        var writing = await first.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);

        var renaming = second.Users.Where(u => u.Id == user)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.UserName, "ada"), TestContext.Current.CancellationToken);
        Assert.False(renaming.IsCompleted);

        await writing.CommitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await renaming.WaitAsync(Deadline, TestContext.Current.CancellationToken));
        await writing.DisposeAsync();
    }

    [Fact]
    public async Task Transaction_DisposedWithoutCommit_LetsTheNextOneIn()
    {
        var contexts = await _database.MigratedSqliteAsync();
        await using (var first = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            await using var writing = await first.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        }

        await using var second = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        second.QueueControls.Add(new QueueControl { Paused = true });
        var saving = second.SaveChangesAsync(TestContext.Current.CancellationToken);
        Assert.True(saving.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Read_WhileAnotherOneWrites_DoesNotWait()
    {
        var contexts = await _database.MigratedSqliteAsync();
        await using var first = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        await using var second = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        await using var writing = await first.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);

        var reading = second.Users.CountAsync(TestContext.Current.CancellationToken);
        Assert.True(reading.IsCompletedSuccessfully);
        Assert.Equal(0, await reading);
    }

    [Theory]
    [InlineData("roll back")]
    [InlineData("fail")]
    public async Task Transaction_AfterAnyEndOfTheOneBefore_Begins(string end)
    {
        var contexts = await _database.MigratedSqliteAsync();
        await using (var before = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            await using var transaction = await before.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await (end == "fail"
                ? Assert.ThrowsAnyAsync<Exception>(() => before.Database.ExecuteSqlRawAsync("no statement", TestContext.Current.CancellationToken))
                : transaction.RollbackAsync(TestContext.Current.CancellationToken));
        }

        await using var db = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        await using var next = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken).WaitAsync(Deadline, TestContext.Current.CancellationToken);
        Assert.Same(next, db.Database.CurrentTransaction);
    }

    [Fact]
    public async Task Transaction_GivenUpWhileItWaits_LeavesTheTurnToOthers()
    {
        var contexts = await _database.MigratedSqliteAsync();
        await using var first = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        await using var second = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        var writing = await first.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        using var giveUp = new CancellationTokenSource();
        var waiting = second.Database.BeginTransactionAsync(giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await writing.DisposeAsync();

        await using var third = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        await using var next = await third.Database.BeginTransactionAsync(TestContext.Current.CancellationToken).WaitAsync(Deadline, TestContext.Current.CancellationToken);
        Assert.Same(next, third.Database.CurrentTransaction);
    }
}
