using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.Core;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Export;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Export;

public sealed class ExportApiTests(OpenServer server) : IClassFixture<OpenServer>, IAsyncLifetime
{
    private HttpClient _ada = null!;
    private TestUser _user = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _user = await server.AddUserAsync();
        _ada = await server.SignInByTokenAsync(_user);
    }

    public ValueTask DisposeAsync()
    {
        _ada.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Markdown_OfAConversation_IsTheActivePathAsWritten()
    {
        using var file = await _ada.GetAsync(Address(await server.SeedAsync(_user.Id), "md"), Cancellation);

        var text = await file.Content.ReadAsStringAsync(Cancellation);
        Assert.StartsWith("# Pruning roses\n\n*4 May 2026*\n\n---\n\n**You** · 2026-05-04 10:00 UTC\n\nWhen do I prune?\n\n<b>Roses</b>, I mean.\n", text, StringComparison.Ordinal);
        Assert.Contains("In **March**, above a bud.\n\n*Stopped here*\n", text, StringComparison.Ordinal);
        Assert.EndsWith("*The model server did not answer.*\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("In spring.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("new wood", text, StringComparison.Ordinal);
        Assert.Equal("text/markdown", file.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", Assert.Single(file.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Text_OfAConversation_IsTheActivePath()
    {
        var text = await _ada.GetStringAsync(Address(await server.SeedAsync(_user.Id), "txt"), Cancellation);

        Assert.StartsWith("Pruning roses\n4 May 2026\n\n\nYou, 2026-05-04 10:00 UTC:\n\nWhen do I prune?", text, StringComparison.Ordinal);
        Assert.Contains("Thanks 👍", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Another branch.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_OfMoreThanAPage_HasEveryMessageOnceAndInOrder()
    {
        var json = JsonNode.Parse(await _ada.GetStringAsync(Address(await server.SeedAsync(_user.Id, exchanges: 130), "json"), Cancellation))!;

        var messages = json["messages"]!.AsArray();
        Assert.Equal(266, messages.Count);
        Assert.Equal(266, messages.Select(m => (string?)m!["id"]).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("Answer 129", (string?)messages[^1]!["text"]);
        Assert.Equal("agentweb.conversation", (string?)json["format"]);
    }

    [Fact]
    public async Task FileName_OfAHostileTitle_IsSafeInBothForms()
    {
        var conversation = await server.SeedAsync(_user.Id, "../日本\r\nX: \"y\"");
        using var file = await _ada.GetAsync(Address(conversation, "md"), HttpCompletionOption.ResponseHeadersRead, Cancellation);

        var disposition = file.Content.Headers.ContentDisposition!;
        Assert.Equal("attachment", disposition.DispositionType);
        Assert.StartsWith("日本 X y ", disposition.FileNameStar, StringComparison.Ordinal);
        Assert.DoesNotContain('/', disposition.FileName!);
    }

    [Theory]
    [InlineData("pdf", HttpStatusCode.BadRequest, "format_invalid")]
    [InlineData("", HttpStatusCode.BadRequest, "format_invalid")]
    [InlineData("MD", HttpStatusCode.BadRequest, "format_invalid")]
    public async Task Export_UnknownFormat_IsRefused(string format, HttpStatusCode status, string code)
    {
        using var refused = await _ada.GetAsync(Address(await server.SeedAsync(_user.Id), format), Cancellation);
        await refused.IsProblemAsync(status, code);
    }

    [Fact]
    public async Task Export_OfSomebodyElseOrDeleted_IsNotFound()
    {
        var conversation = await server.SeedAsync(_user.Id);
        using var bob = await server.SignInByTokenAsync(await server.AddUserAsync());
        using var foreign = await bob.GetAsync(Address(conversation, "json"), Cancellation);
        await foreign.IsProblemAsync(HttpStatusCode.NotFound, "not_found");

        using var deleted = await _ada.DeleteAsync($"/api/v1/sessions/{PublicId.Format(PublicId.Session, conversation.Id)}", Cancellation);
        using var gone = await _ada.GetAsync(Address(conversation, "json"), Cancellation);
        await gone.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Account_Export_HasEverythingAndNoSecret()
    {
        var conversation = await server.SeedAsync(_user.Id);
        await server.SeedAsync((await server.AddUserAsync()).Id, "Of somebody else");
        await using (var db = server.OpenDatabase())
        {
            db.SavedPrompts.Add(new() { Id = Guid.CreateVersion7(), OwnerId = _user.Id, Name = "haiku", Text = "As a haiku." });
            db.UserSettings.Add(new() { OwnerId = _user.Id, Theme = ThemeChoice.Dark });
            await db.SaveChangesAsync(Cancellation);
        }

        await using var body = await _ada.GetStreamAsync("/api/v1/account/export", Cancellation);
        await using var zip = new ZipArchive(await CopyAsync(body));

        Assert.Equal(
            ["access.json", "account.json", "agentweb.json", $"conversations/{PublicId.Format(PublicId.Session, conversation.Id)}.json", "prompts.json", "settings.json", "usage.json"],
            zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
        Assert.Equal("haiku", (string?)(await ReadAsync(zip, "prompts.json"))[0]!["name"]);
        Assert.Equal("dark", (string?)(await ReadAsync(zip, "settings.json"))["theme"]);
        var account = await ReadAsync(zip, "account.json");
        Assert.Equal(_user.Email, (string?)account["account"]!["email"]);
        foreach (var entry in zip.Entries)
        {
            var text = await new StreamReader(await entry.OpenAsync(Cancellation)).ReadToEndAsync(Cancellation);
            Assert.DoesNotContain("hash", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("stamp\"", text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Account_Export_HasFoldersKeysSignInsAndUse()
    {
        var conversation = await server.SeedAsync(_user.Id);
        var (folder, other) = (Guid.CreateVersion7(), (await server.AddUserAsync()).Id);
        using var made = await _ada.PostAsJsonAsync("/api/v1/keys", new { name = "robot", scopes = new[] { "read" } }, Cancellation);
        var secret = (string)(await made.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!["key"]!;
        await using (var db = server.OpenDatabase())
        {
            db.Folders.Add(new() { Id = folder, OwnerId = _user.Id, Name = "Garden", NormalizedName = "GARDEN" });
            foreach (var owner in new[] { _user.Id, other })
            {
                db.UsageDays.Add(new() { Day = new(2026, 5, 4), OwnerId = owner, ModelKey = "m/of-" + (owner == other ? "somebody-else" : "ada"), Replies = 3, OutputTokens = 70 });
                db.UsageMonths.Add(new() { Month = new(2026, 4, 1), OwnerId = owner, ModelKey = "m/of-" + (owner == other ? "somebody-else" : "ada"), Replies = 9 });
                db.ProductEvents.Add(new() { OwnerId = owner, Name = owner == other ? "somebody-else.did" : "ada.did", At = TimeProvider.System.GetUtcNow() });
            }

            await db.SaveChangesAsync(Cancellation);
            await db.Conversations.Where(c => c.Id == conversation.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.FolderId, folder), Cancellation);
        }

        await using var body = await _ada.GetStreamAsync("/api/v1/account/export", Cancellation);
        await using var zip = new ZipArchive(await CopyAsync(body));

        var kept = (await ReadAsync(zip, "account.json"))["folders"]![0]!;
        Assert.Equal(("Garden", PublicId.Format(PublicId.Session, conversation.Id)), ((string?)kept["name"], (string?)kept["session_ids"]![0]));
        var access = await ReadAsync(zip, "access.json");
        Assert.Equal("robot", (string?)access["keys"]![0]!["name"]);
        Assert.Equal("127.0.0.1", (string?)access["sign_ins"]![0]!["address"]);
        var usage = await ReadAsync(zip, "usage.json");
        Assert.Equal(("m/of-ada", 3, 70), ((string?)usage["days"]![0]!["model"], (int)usage["days"]![0]!["replies"]!, (int)usage["days"]![0]!["output_tokens"]!));
        Assert.Equal(9, (int)usage["months"]![0]!["replies"]!);
        Assert.Equal("ada.did", (string?)Assert.Single(usage["events"]!.AsArray())!["name"]);
        foreach (var entry in zip.Entries)
        {
            var text = await new StreamReader(await entry.OpenAsync(Cancellation)).ReadToEndAsync(Cancellation);
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain("somebody-else", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Account_Export_HasFilesWithTheirBytesUnderSafeNames()
    {
        var picture = Pictures.Gif(3, 2);
        var plain = await _ada.UploadAsync("../../evil\\CON.txt", "Roses and \u00e4pples");
        var gif = await _ada.UploadAsync("r\u202Efig.gif", picture);
        await _ada.UploadAsync("gone.txt", "Deleted.");
        using (var deleted = await _ada.DeleteAsync($"/api/v1/files/{await _ada.UploadAsync("again.txt", "Deleted.")}", Cancellation))
        {
            Assert.True(deleted.IsSuccessStatusCode);
        }

        await using var body = await _ada.GetStreamAsync("/api/v1/account/export", Cancellation);
        await using var zip = new ZipArchive(await CopyAsync(body));

        var listed = (await ReadAsync(zip, "agentweb.json"))["files"]!.AsArray();
        Assert.Equal("agentweb.account", (string?)(await ReadAsync(zip, "agentweb.json"))["format"]);
        Assert.Equal([$"files/{plain}/_CON.txt", $"files/{gif}/rfig.gif", (string)listed[2]!["path"]!], zip.Entries.Select(e => e.FullName).Where(n => n.StartsWith("files/", StringComparison.Ordinal)));
        Assert.Equal("CON.txt", (string?)listed[0]!["name"]);
        Assert.Equal("Roses and \u00e4pples", System.Text.Encoding.UTF8.GetString(await BytesAsync(zip, (string)listed[0]!["path"]!)));
        Assert.Equal(picture, await BytesAsync(zip, (string)listed[1]!["path"]!));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(picture)), (string?)listed[1]!["sha256"]);
    }

    [Fact]
    public async Task Account_Export_OfAnother_HasNoneOfTheFiles()
    {
        await _ada.UploadAsync("mine.txt", "Mine.");
        using var bob = await server.SignInByTokenAsync(await server.AddUserAsync());

        await using var body = await bob.GetStreamAsync("/api/v1/account/export", Cancellation);
        await using var zip = new ZipArchive(await CopyAsync(body));

        Assert.DoesNotContain(zip.Entries, e => e.FullName.StartsWith("files/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Account_Export_OfALargeFile_IsWrittenInBlocksAndNeverSynchronously()
    {
        var content = new string('x', 79) + "\n";
        var id = await _ada.UploadAsync("large.txt", string.Concat(Enumerable.Repeat(content, 100_000)));
        var exported = await server.Container.GetRequiredService<ExportAccount>().RunAsync(_user.Id, Cancellation);
        await using var target = new BlockStream();

        await exported.Value!.WriteAsync(target, Cancellation);

        Assert.InRange(target.LargestBlock, 1, 256 * 1024);
        await using var zip = new ZipArchive(target.Written);
        Assert.Equal(8_000_000, (await BytesAsync(zip, $"files/{id}/large.txt")).Length);
    }

    internal static string Address(Conversation conversation, string format) =>
        $"/api/v1/sessions/{PublicId.Format(PublicId.Session, conversation.Id)}/export?format={format}";

    private static async Task<MemoryStream> CopyAsync(Stream body)
    {
        var copy = new MemoryStream();
        await body.CopyToAsync(copy, Cancellation);
        return copy;
    }

    private static async Task<byte[]> BytesAsync(ZipArchive zip, string name)
    {
        await using var entry = await zip.GetEntry(name)!.OpenAsync(Cancellation);
        return (await CopyAsync(entry)).ToArray();
    }

    private static async Task<JsonNode> ReadAsync(ZipArchive zip, string name)
    {
        await using var entry = await zip.GetEntry(name)!.OpenAsync(Cancellation);
        return (await JsonNode.ParseAsync(entry, cancellationToken: Cancellation))!;
    }
}
