using AgentWeb.Core.Chat;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Files.Store;
using AgentWeb.Core.Retention;
using AgentWeb.Tests.Fakes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentWeb.Tests.Retention;

public sealed class RetentionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_OldAndYoung_OnlyTheOldGo()
    {
        await using var server = await new TestServer { Settings = { ["Models:DiscoverOllama"] = "false" } }.StartAsync();
        var user = await server.AddUserAsync();
        var now = TimeProvider.System.GetUtcNow();
        // The server cleans at its start too: that is over, or not due any more, when this returns.
        await server.Container.GetRequiredService<RunRetention>().RunAsync(all: false, Cancellation);
        await using (var db = server.OpenDatabase())
        {
            foreach (var age in new[] { 1, 400 })
            {
                var at = now.AddDays(-age);
                db.Audit.Add(new() { At = at, Actor = "somebody", Action = "test.old" });
                db.ProductEvents.Add(new() { OwnerId = user.Id, Name = "test.old", At = at });
                db.SignInSessions.Add(new() { Id = Guid.CreateVersion7(), OwnerId = user.Id, CreatedAt = at, ExpiresAt = at, LastSeenAt = at });
                db.Invitations.Add(new() { Id = Guid.CreateVersion7(), TokenHash = new string('a', 63) + (age == 1 ? "1" : "2"), Role = "User", CreatedBy = user.Id, CreatedAt = at, ExpiresAt = at });
                db.QueueSamples.Add(new() { At = at });
                db.ApiKeys.Add(new() { Id = Guid.CreateVersion7(), OwnerId = user.Id, Name = "key", Prefix = "aw_" + age, Hash = new string('b', 63) + (age == 1 ? "1" : "2"), Scopes = "", CreatedAt = at, RevokedAt = at });
            }

            await db.SaveChangesAsync(Cancellation);
        }

        await server.Container.GetRequiredService<RunRetention>().RunAsync(all: true, Cancellation);

        await using var after = server.OpenDatabase();
        Assert.Equal(1, await after.Audit.CountAsync(e => e.Action == "test.old", Cancellation));
        Assert.Equal(1, await after.ProductEvents.CountAsync(e => e.Name == "test.old", Cancellation));
        Assert.Equal(1, await after.SignInSessions.CountAsync(s => s.OwnerId == user.Id && s.ExpiresAt < now, Cancellation));
        Assert.Equal(1, await after.Invitations.CountAsync(Cancellation));
        Assert.Equal(1, await after.ApiKeys.CountAsync(Cancellation));
        Assert.False(await after.QueueSamples.AnyAsync(s => s.At < now.AddDays(-100), Cancellation));
        var reports = await after.RetentionReports.ToDictionaryAsync(r => r.Task, Cancellation);
        Assert.Equal(["audit", "conversations", "files", "invitations", "jobs", "keys", "product-events", "queue-samples", "sign-ins", "usage"], reports.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(1, reports["audit"].Removed);
        Assert.All(reports.Values, report => Assert.Null(report.ErrorCode));
    }

    [Fact]
    public async Task Run_Jobs_TakesOnlyEndedOnesAndLeavesTheirMessages()
    {
        await using var host = await ChatHost.StartAsync();
        var owner = await host.AddUserAsync();
        var old = await host.AnsweredAsync(owner, "first", "one");
        var young = await host.AnsweredAsync(owner, "second", "two", old.ConversationId);
        var running = await host.SendAsync(owner, "third", old.ConversationId);
        var call = await host.Model.NextCallAsync();
        await using (var db = await host.Contexts.CreateDbContextAsync(Cancellation))
        {
            var longAgo = TimeProvider.System.GetUtcNow().AddDays(-200);
            await db.Jobs.Where(j => j.RunId != young.RunId).ExecuteUpdateAsync(set => set.SetProperty(j => j.EnqueuedAt, longAgo), Cancellation);
            await db.Jobs.Where(j => j.RunId == old.RunId).ExecuteUpdateAsync(set => set.SetProperty(j => j.FinishedAt, longAgo), Cancellation);
        }

        await RunAsync(host, "jobs");

        await using (var db = await host.Contexts.CreateDbContextAsync(Cancellation))
        {
            Assert.Equal([young.RunId, running.RunId], await db.Jobs.OrderBy(j => j.Seq).Select(j => j.RunId).ToListAsync(Cancellation));
        }

        call.Say("three").End();
        Assert.Equal(MessageStatus.Complete, (await host.EndOfAsync(running)).Status);
        Assert.Equal(["first", "one", "second", "two", "third", "three"], (await host.TranscriptAsync(owner, old.ConversationId)).Select(m => m.Text));
    }

    [Fact]
    public async Task Run_Usage_TakesTheDaysOfOldMonthsThatAreAddedUp()
    {
        await using var host = await ChatHost.StartAsync(("Retention:Usage", "400.00:00:00"));
        var owner = await host.AddUserAsync();
        var (old, notAddedUp, young) = (new DateOnly(2020, 3, 7), new DateOnly(2020, 4, 7), DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        await using var db = await host.Contexts.CreateDbContextAsync(Cancellation);
        foreach (var day in new[] { old, old.AddDays(1), notAddedUp, young })
        {
            db.UsageDays.Add(new() { Day = day, OwnerId = owner, ModelKey = "test/first", Requests = 1 });
            db.UsageHistograms.Add(new() { Day = day, ModelKey = "test/first", Measure = UsageMeasure.Wait, Bucket = 1, Count = 1 });
        }

        db.UsageMonths.Add(new() { Month = new(2020, 3, 1), OwnerId = owner, ModelKey = "test/first", Requests = 2 });
        await db.SaveChangesAsync(Cancellation);

        Assert.Equal(4, await RunAsync(host, "usage"));

        Assert.Equal([notAddedUp, young], await db.UsageDays.Select(u => u.Day).OrderBy(day => day).ToListAsync(Cancellation));
        Assert.Equal([notAddedUp, young], await db.UsageHistograms.Select(h => h.Day).OrderBy(day => day).ToListAsync(Cancellation));
        Assert.Equal(2, (await db.UsageMonths.SingleAsync(Cancellation)).Requests);
    }

    [Fact]
    public async Task Run_UsageOfADayThatCannotGoAltogether_StaysAltogether()
    {
        await using var database = new TestDatabase();
        var contexts = await database.MigratedSqliteAsync();
        var day = new DateOnly(2020, 3, 7);
        await using var db = await contexts.CreateDbContextAsync(Cancellation);
        db.UsageDays.Add(new() { Day = day, OwnerId = Guid.CreateVersion7(), ModelKey = "test/first", Requests = 1 });
        db.UsageHistograms.Add(new() { Day = day, ModelKey = "test/first", Measure = UsageMeasure.Wait, Bucket = 1, Count = 1 });
        db.UsageMonths.Add(new() { Month = new(2020, 3, 1), OwnerId = Guid.CreateVersion7(), ModelKey = "test/first", Requests = 1 });
        await db.SaveChangesAsync(Cancellation);
        await db.Database.ExecuteSqlRawAsync(
            "CREATE TRIGGER Stays BEFORE DELETE ON UsageHistograms BEGIN SELECT RAISE(ABORT, 'It stays.'); END", Cancellation);
        await using var services = new ServiceCollection().Configure<RetentionOptions>(_ => { }).BuildServiceProvider();
        var purge = new PurgeUsage(contexts, services.GetRequiredService<IOptionsMonitor<RetentionOptions>>(), TimeProvider.System);

        await Assert.ThrowsAsync<SqliteException>(() => purge.RunOnceAsync(Cancellation));

        Assert.Equal((1, 1), (await db.UsageDays.CountAsync(Cancellation), await db.UsageHistograms.CountAsync(Cancellation)));
    }

    [Theory]
    [InlineData("01:00:00", false)]
    [InlineData("10.00:00:00", true)]
    public async Task Run_Files_KeepsBytesThatNoFileHasAsLongAsIsSet(string age, bool stays)
    {
        await using var host = await ChatHost.StartAsync(("Files:OrphanAge", age));
        var orphan = Assert.IsType<FolderFileStore>(host.Get<IFileStore>()).PathOf(Guid.CreateVersion7());
        Directory.CreateDirectory(Path.GetDirectoryName(orphan)!);
        await File.WriteAllTextAsync(orphan, "left", Cancellation);
        File.SetLastWriteTimeUtc(orphan, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-25));

        var removed = await host.Get<SweepFiles>().RunOnceAsync(Cancellation);

        Assert.Equal((stays, stays ? 0L : 1L), (File.Exists(orphan), removed));
    }

    [Fact]
    public async Task Run_Zero_KeepsEverything()
    {
        await using var host = await ChatHost.StartAsync(("Retention:Jobs", "00:00:00"));
        var owner = await host.AddUserAsync();
        await host.AnsweredAsync(owner, "first", "one");
        await using var db = await host.Contexts.CreateDbContextAsync(Cancellation);
        await db.Jobs.ExecuteUpdateAsync(set => set.SetProperty(j => j.FinishedAt, TimeProvider.System.GetUtcNow().AddDays(-9000)), Cancellation);

        await RunAsync(host, "jobs");

        Assert.Equal(1, await db.Jobs.CountAsync(Cancellation));
    }

    [Fact]
    public async Task DeleteInBatches_ManyRows_AllGo()
    {
        await using var database = new TestDatabase();
        var contexts = await database.MigratedAsync();
        await using var db = await contexts.CreateDbContextAsync(Cancellation);
        db.Audit.AddRange(Enumerable.Range(0, 57).Select(i => new AuditEntry { Actor = "x", Action = i % 3 == 0 ? "keep" : "go" }));
        await db.SaveChangesAsync(Cancellation);

        var deleted = await db.Audit.Where(e => e.Action == "go").DeleteInBatchesAsync(e => e.At, e => e.Seq, batchSize: 10, TimeProvider.System, Cancellation);

        Assert.Equal(38, deleted);
        Assert.Equal(19, await db.Audit.CountAsync(Cancellation));
    }

    private static async Task<long> RunAsync(ChatHost host, string task)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton(host.Contexts).AddSingleton(host.Get<IOptionsMonitor<RetentionOptions>>());
        await using var provider = services.AddRetention().BuildServiceProvider();
        return await provider.GetServices<AgentWeb.Core.Startup.IRetentionTask>().Single(t => t.Name == task).RunOnceAsync(Cancellation);
    }
}
