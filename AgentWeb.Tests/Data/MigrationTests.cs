using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Search;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AgentWeb.Tests.Data;

public sealed class MigrationTests
{
    public static TheoryData<string> Providers => ["Sqlite", "SqlServer"];

    [Theory]
    [MemberData(nameof(Providers))]
    public void Model_HasNoChangeWithoutAMigration(string provider)
    {
        using var db = Open(provider);

        Assert.False(db.Database.HasPendingModelChanges(), "Run build/migrations NAME");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Script_OfAllMigrations_MakesEveryTable(string provider)
    {
        using var db = Open(provider);

        var script = db.GetService<IMigrator>().GenerateScript();

        var tables = db.Model.GetEntityTypes().Select(e => e.GetTableName()!).Distinct();
        Assert.All(tables, table => Assert.Matches($"CREATE TABLE [\\[\"]{table}[\\]\"]", script));
    }

    [Fact]
    public async Task Migrate_Sqlite_KeepsAWriteAheadLogAndForeignKeys()
    {
        await using var database = new TestDatabase();
        await using var db = await (await database.MigratedSqliteAsync()).CreateDbContextAsync();

        Assert.Equal("wal", await ScalarAsync(db, "SELECT journal_mode AS Value FROM pragma_journal_mode"));
        Assert.Equal("1", await ScalarAsync(db, "SELECT CAST(foreign_keys AS TEXT) AS Value FROM pragma_foreign_keys"));
        Assert.Equal("10000", await ScalarAsync(db, "SELECT CAST(timeout AS TEXT) AS Value FROM pragma_busy_timeout"));
    }

    [Fact]
    public async Task Migrate_Sqlite_HasTheTriggersOfTheSearchIndex()
    {
        await using var database = new TestDatabase();
        await using var db = await (await database.MigratedSqliteAsync()).CreateDbContextAsync();

        var triggers = await db.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'trigger' ORDER BY name").ToListAsync();

        Assert.Equal(
            [
                "SearchConversationDeleted", "SearchConversationInserted", "SearchConversationUpdated",
                "SearchMessageDeleted", "SearchMessageInserted", "SearchMessageUpdated",
            ],
            triggers);
    }

    [Fact]
    public async Task Migrate_SqliteWithConversations_ReadsThemIntoTheSearchIndex()
    {
        await using var database = new TestDatabase();
        var contexts = await database.MigratedSqliteAsync();
        var ada = await TestDatabase.AddUserAsync(contexts, "ada@example.test");
        await using var db = await contexts.CreateDbContextAsync();
        await db.GetService<IMigrator>().MigrateAsync("PlaceInLine");
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO Conversations (Id, OwnerId, Title, CreatedAt, LastActiveAt, MessageCount, LastSeq, Pinned, Archived)
            VALUES ({Guid.CreateVersion7()}, {ada}, 'An old zebra', '2026-01-01', '2026-01-01', 1, 1, 0, 0)
            """);

        await db.Database.MigrateAsync();

        var hits = await new FullTextIndex(contexts).FindAsync(new(ada, SearchWords.Read("zebra")), long.MaxValue, 10, CancellationToken.None);
        Assert.Single(hits);
    }

    private static Task<string> ScalarAsync(AppDbContext db, string sql) => db.Database.SqlQueryRaw<string>(sql).SingleAsync();

    private static AppDbContext Open(string provider) => provider == "Sqlite"
        ? new SqliteDesignTimeFactory().CreateDbContext([])
        : new SqlServerDesignTimeFactory().CreateDbContext([]);
}
