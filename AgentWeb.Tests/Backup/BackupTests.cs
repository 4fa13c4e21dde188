using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Backup;
using AgentWeb.Core.Data;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.Hosting;
using AgentWeb.Tests.Fakes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Backup;

public sealed class BackupTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentweb-test-").FullName;
    private readonly ServerWithModel _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Backup_WhileARunStreams_IsRestoredWithEverything()
    {
        using var admin = await _server.App.SignInByTokenAsync(await _server.App.AddAdministratorAsync());
        var ada = await _server.App.AddUserAsync();
        using var user = await _server.App.SignInByTokenAsync(ada);
        _server.Model.Enqueue(ModelScript.Reply("A finished reply."));
        var events = await user.StreamAsync("/api/v1/chat/stream", new { message = "remember me" }).ToListAsync(Cancellation);
        var session = (string)events[0].Body["session_id"]!;
        var file = await UploadAsync(user, "notes.txt", "The vault opens at nine.");

        // While it is made, another reply streams.
        _server.Model.Enqueue(ModelScript.Generate(ContentKind.Paragraph, tokens: 5000, tokensPerSecond: 100));
        using var streaming = await user.PostAsJsonAsync("/api/v1/chat", new { message = "a long one" }, Cancellation);
        var run = (string)(await streaming.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["run_id"]!;
        using var made = await admin.PostAsync("/api/v1/admin/backups", content: null, Cancellation);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var stopped = await user.PostAsJsonAsync("/api/v1/chat/stop", new { run_id = run }, Cancellation);
        Assert.Equal("stopped", (string?)(await stopped.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["status"]);

        var zip = Path.Combine(_folder, "backup.zip");
        await using (var download = await admin.GetStreamAsync(made.Headers.Location, Cancellation))
        await using (var target = File.Create(zip))
        {
            await download.CopyToAsync(target, Cancellation);
        }

        await using (var db = _server.App.OpenDatabase())
        {
            var name = made.Headers.Location!.ToString().Split('/')[^1];
            Assert.Equal(name, (await db.Audit.SingleAsync(a => a.Action == AuditActions.BackupDownloaded, Cancellation)).Target);
        }

        var restored = await RestoreAsync(zip, "restored", force: false);
        Assert.True(restored.Succeeded, restored.Error?.Message);
        Assert.Equal(1, restored.Value.Files);
        Assert.Null(restored.Value.Kept);

        await using var next = await new TestServer { DataDirectory = Path.Combine(_folder, "restored"), Settings = { ["Models:DiscoverOllama"] = "false" } }.StartAsync();
        using var moved = next.CreateClient();
        moved.DefaultRequestHeaders.Authorization = user.DefaultRequestHeaders.Authorization; // The keys are in it.
        var history = await moved.GetFromJsonAsync<JsonNode>($"/api/v1/chat/history/{session}", Cancellation);
        Assert.Equal(["remember me", "A finished reply."], history!["messages"]!.AsArray().Select(m => (string?)m!["content"]));
        Assert.Equal("The vault opens at nine.", await moved.GetStringAsync($"/api/v1/files/{file}/content", Cancellation));
        using var again = await next.SignInByTokenAsync(ada);
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync("/api/v1/sessions", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Restore_WhereAServerWorks_IsRefused()
    {
        var zip = await MakeAsync();
        var here = new DatabaseSettings(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(_server.App.DataDirectory, "agentweb.db")}", _server.App.DataDirectory, MaxBatchSize: null);

        var result = await new RestoreBackup(here, await MigrationsAsync(), TimeProvider.System).RunAsync(zip, force: true, Cancellation);

        Assert.Contains("A server works", result.Error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_OverData_NeedsForceAndKeepsWhatWas()
    {
        var zip = await MakeAsync();
        Assert.True((await RestoreAsync(zip, "there", force: false)).Succeeded);

        var refused = await RestoreAsync(zip, "there", force: false);
        var forced = await RestoreAsync(zip, "there", force: true);

        Assert.Contains("--force", refused.Error?.Message, StringComparison.Ordinal);
        Assert.True(forced.Succeeded, forced.Error?.Message);
        Assert.True(File.Exists(Path.Combine(forced.Value.Kept!, "agentweb.db")));
    }

    [Fact]
    public async Task Restore_WhatIsDamagedOrForeign_ChangesNothing()
    {
        var zip = await MakeAsync();
        Assert.True((await RestoreAsync(zip, "there", force: false)).Succeeded);
        var before = await File.ReadAllBytesAsync(Path.Combine(_folder, "there", "agentweb.db"), Cancellation);

        var bytes = await File.ReadAllBytesAsync(zip, Cancellation);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "cut.zip"), bytes[..(bytes.Length / 2)], Cancellation);
        await File.WriteAllTextAsync(Path.Combine(_folder, "text.zip"), "no zip", Cancellation);
        File.Copy(zip, Path.Combine(_folder, "changed.zip"));
        await ChangeAsync("changed.zip", entry: "agentweb.db", _ => "something else");
        File.Copy(zip, Path.Combine(_folder, "newer.zip"));
        await ChangeAsync("newer.zip", entry: "manifest.json", text => text.Replace("\"migration\": \"2", "\"migration\": \"9", StringComparison.Ordinal));
        File.Copy(zip, Path.Combine(_folder, "outside.zip"));
        await ChangeAsync("outside.zip", entry: "manifest.json", text => text.Replace("\"agentweb.db\"", "\"../../agentweb.db\"", StringComparison.Ordinal));

        foreach (var wrong in new[] { "cut.zip", "text.zip", "changed.zip", "newer.zip", "outside.zip", "missing.zip" })
        {
            var result = await RestoreAsync(Path.Combine(_folder, wrong), "there", force: true);
            Assert.False(result.Succeeded, wrong);
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(_folder, "there", "agentweb.db"), Cancellation));
        Assert.Equal([".in-use", "agentweb.db"], Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "there")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Backups_ListedDownloadedDeleted_ByAdministratorsOnly()
    {
        using var admin = await _server.App.SignInByTokenAsync(await _server.App.AddAdministratorAsync());
        using var user = await _server.App.SignInByTokenAsync(await _server.App.AddUserAsync());
        using var made = await admin.PostAsync("/api/v1/admin/backups", content: null, Cancellation);
        var name = (string)(await made.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["name"]!;

        Assert.Contains(name, await admin.GetStringAsync("/api/v1/admin/backups", Cancellation), StringComparison.Ordinal);
        using (var foreign = await user.GetAsync($"/api/v1/admin/backups/{name}", Cancellation))
        {
            Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        }

        using (var outside = await admin.GetAsync("/api/v1/admin/backups/..%2Fagentweb.db", Cancellation))
        {
            Assert.Equal(HttpStatusCode.NotFound, outside.StatusCode);
        }

        using var deleted = await admin.DeleteAsync($"/api/v1/admin/backups/{name}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty(_server.App.Container.GetRequiredService<BackupFolder>().List());
        await using var db = _server.App.OpenDatabase();
        Assert.Equal(["backup.created", "backup.deleted"], await db.Audit.Where(e => e.Target == name).OrderBy(e => e.Seq).Select(e => e.Action).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Schedule_WhenDue_MakesOneAndKeepsTheNewest()
    {
        var time = new ManualTime();
        await using var server = await new TestServer { Time = time, Settings = { ["Models:DiscoverOllama"] = "false", ["Backup:Every"] = "1.00:00:00", ["Backup:Keep"] = "2" } }.StartAsync();
        var (schedule, folder) = (server.Container.GetRequiredService<BackupSchedule>(), server.Container.GetRequiredService<BackupFolder>());
        var byHand = await server.Container.GetRequiredService<CreateBackup>().RunAsync(scheduled: false, Cancellation);
        Assert.True(byHand.Succeeded, byHand.Error?.Message);

        for (var day = 0; day < 4; day++)
        {
            await schedule.RunOnceAsync(Cancellation);
            await schedule.RunOnceAsync(Cancellation);
            time.Advance(TimeSpan.FromDays(1));
        }

        await Eventually.TrueAsync(() => folder.List().Count(file => file.Scheduled) == 2, "two are kept");
        Assert.Equal(1, folder.List().Count(file => !file.Scheduled));
    }

    [Fact]
    public async Task Command_BackupAndRestore_DoWhatTheySay()
    {
        var zip = Path.Combine(_folder, "by-command.zip");
        var here = $"--Data:Directory={_server.App.DataDirectory}";
        var there = $"--Data:Directory={Path.Combine(_folder, "there")}";

        Assert.Equal(0, await DataCommand.RunAsync(["backup", "--to", zip, here]));
        Assert.Equal(1, await DataCommand.RunAsync(["backup", "--to", zip, here])); // It is there already.
        Assert.Equal(0, await DataCommand.RunAsync(["restore", "--from", zip, there]));
        Assert.Equal(1, await DataCommand.RunAsync(["restore", "--from", zip, there]));
        Assert.Equal(0, await DataCommand.RunAsync(["restore", "--from", zip, "--force", there]));
        Assert.Equal(1, await DataCommand.RunAsync(["restore", "--from", zip, "--force", here])); // A server works there.
        Assert.Equal(1, await DataCommand.RunAsync(["restore", there]));
        Assert.Null(await DataCommand.RunAsync(["--urls=http://127.0.0.1:0"]));
    }

    [Fact]
    public async Task Migrator_OldDatabase_IsCopiedFirst()
    {
        var directory = Directory.CreateDirectory(Path.Combine(_folder, "old")).FullName;
        await using (var provider = Services(directory))
        await using (var db = await provider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync(Cancellation))
        {
            var first = db.Database.GetMigrations().First();
            await db.GetService<IMigrator>().MigrateAsync(first, Cancellation);
        }

        await using var next = Services(directory);
        await next.GetRequiredService<DatabaseMigrator>().MigrateAsync(Cancellation);

        var copy = Assert.Single(Directory.EnumerateFiles(Path.Combine(directory, "before-migration")));
        Assert.Contains("Initial", copy, StringComparison.Ordinal);
        Assert.Null(SqliteCopy.Check(copy));
        Assert.Single(SqliteCopy.Read(copy, "SELECT MigrationId FROM __EFMigrationsHistory"));
    }

    private static ServiceProvider Services(string directory) => new ServiceCollection().AddLogging()
        .AddData(new Microsoft.Extensions.Configuration.ConfigurationManager { ["Data:Directory"] = directory }, directory).BuildServiceProvider();

    private static async Task<string> UploadAsync(HttpClient client, string name, string text)
    {
        using var content = new MultipartFormDataContent { { new StringContent(text) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } }, "file", name } };
        using var answer = await client.PostAsync("/api/v1/files/upload", content, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["file_id"]!;
    }

    private async Task<string> MakeAsync()
    {
        var path = Path.Combine(_folder, "made.zip");
        await _server.App.Container.GetRequiredService<CreateBackup>().WriteAsync(path, Cancellation);
        return path;
    }

    private async Task<IReadOnlyCollection<string>> MigrationsAsync()
    {
        await using var db = _server.App.OpenDatabase();
        return [.. db.Database.GetMigrations()];
    }

    private async Task<AgentWeb.Core.Results.Result<Restored>> RestoreAsync(string zip, string name, bool force)
    {
        var directory = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        var settings = new DatabaseSettings(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(directory, "agentweb.db")}", directory, MaxBatchSize: null);
        return await new RestoreBackup(settings, await MigrationsAsync(), TimeProvider.System).RunAsync(zip, force, Cancellation);
    }

    private async Task ChangeAsync(string zip, string entry, Func<string, string> change)
    {
        await using var file = new FileStream(Path.Combine(_folder, zip), FileMode.Open, FileAccess.ReadWrite);
        using var archive = new ZipArchive(file, ZipArchiveMode.Update);
        string text;
        using (var reader = new StreamReader(archive.GetEntry(entry)!.Open()))
        {
            text = await reader.ReadToEndAsync(Cancellation);
        }

        archive.GetEntry(entry)!.Delete();
        await using var writer = new StreamWriter(archive.CreateEntry(entry).Open());
        await writer.WriteAsync(change(text));
    }
}
