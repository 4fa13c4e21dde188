using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Data;

public sealed class BulkInsertTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task InsertAsync_RowsWithAndWithoutValues_AreReadBackAsTheyWere()
    {
        var contexts = await _database.MigratedAsync();
        var file = await contexts.AddFileAsync(await TestDatabase.AddUserAsync(contexts, "ada@example.test"), "a.txt");
        FilePassage[] rows =
        [
            new() { FileSeq = file.Seq, Position = 0, Text = "It's \"quoted\" 👍", Page = 7, Place = "Sheet 1", Heading = "H", Tokens = 3, Vector = [1, 0, 255] },
            new() { FileSeq = file.Seq, Position = 1, Text = "", Tokens = 0 },
        ];
        await using (var db = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            await BulkInsert.InsertAsync(db, rows, TestContext.Current.CancellationToken);
        }

        await using var read = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        var stored = await read.FilePassages.AsNoTracking().OrderBy(p => p.Position).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equivalent(rows, stored, strict: true);
    }

    [Fact]
    public async Task InsertAsync_RowThatIsThereAlready_StoresNoneOfThem()
    {
        var contexts = await _database.MigratedAsync();
        var file = await contexts.AddFileAsync(await TestDatabase.AddUserAsync(contexts, "ada@example.test"), "a.txt");
        FilePassage[] rows = [Passage(file, 0), Passage(file, 1), Passage(file, 0)];
        await using (var db = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            await Assert.ThrowsAnyAsync<Exception>(() => BulkInsert.InsertAsync(db, rows, TestContext.Current.CancellationToken));
        }

        await using var read = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await read.FilePassages.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task InsertAsync_TransactionOfTheCaller_IsLeftToIt()
    {
        var contexts = await _database.MigratedAsync();
        var file = await contexts.AddFileAsync(await TestDatabase.AddUserAsync(contexts, "ada@example.test"), "a.txt");
        await using (var db = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await BulkInsert.InsertAsync(db, [Passage(file, 0)], TestContext.Current.CancellationToken);
            Assert.Equal(1, await db.FilePassages.CountAsync(TestContext.Current.CancellationToken));
            await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        }

        await using var read = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await read.FilePassages.CountAsync(TestContext.Current.CancellationToken));
    }

    private static FilePassage Passage(StoredFile file, int position) => new() { FileSeq = file.Seq, Position = position, Text = "Text.", Tokens = 1 };
}
