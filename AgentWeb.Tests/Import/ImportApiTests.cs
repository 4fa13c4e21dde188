using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Tests.Export;
using AgentWeb.Tests.Fakes;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Import;

public sealed class ImportApiTests(OpenServer server) : IClassFixture<OpenServer>, IAsyncLifetime
{
    private const string Address = "/api/v1/sessions/import";

    private const string ChatGpt = """
        {"title":"Okapis","create_time":1700000000.5,"update_time":1700000100,"current_node":"d","mapping":{
          "root":{"id":"root","parent":null,"message":null,"children":["s"]},
          "s":{"id":"s","parent":"root","message":{"author":{"role":"system"},"content":{"content_type":"text","parts":["hidden"]}},"children":["a"]},
          "a":{"id":"a","parent":"s","message":{"author":{"role":"user"},"create_time":1700000001,"content":{"content_type":"multimodal_text","parts":[{"content_type":"image_asset_pointer"},"What is it?"]}},"children":["b","c"]},
          "b":{"id":"b","parent":"a","message":{"author":{"role":"assistant"},"content":{"content_type":"text","parts":["A zebra."]},"metadata":{"model_slug":"gpt-4o"}}},
          "c":{"id":"c","parent":"a","message":{"author":{"role":"assistant"},"recipient":"python","content":{"content_type":"code","language":"python","text":"look()"}}},
          "d":{"id":"d","parent":"c","message":{"author":{"role":"assistant"},"recipient":"all","content":{"content_type":"text","parts":["An okapi."]},"metadata":{"model_slug":"gpt-4o"}}}}}
        """;

    private const string OpenWebUi = """
        {"id":"x","title":"Tapirs","created_at":1700000000,"updated_at":1700000050,"chat":{"title":"Tapirs","history":{"currentId":"2","messages":{
          "1":{"id":"1","parentId":null,"childrenIds":["2"],"role":"user","content":"Tapirs?","timestamp":1700000000},
          "2":{"id":"2","parentId":"1","childrenIds":[],"role":"assistant","content":"Yes.","model":"llama3","timestamp":1700000010}}}}}
        """;

    private const string LibreChat = """
        {"conversationId":"c","title":"Gnus","recursive":true,"messages":[{"messageId":"1","parentMessageId":"00000000-0000-0000-0000-000000000000","isCreatedByUser":true,"text":"Gnus?","createdAt":"2025-01-02T03:04:05Z",
          "children":[{"messageId":"2","parentMessageId":"1","isCreatedByUser":false,"text":"","content":[{"type":"text","text":"They run."}],"model":"m","createdAt":"2025-01-02T03:04:06Z","children":[]}]}]}
        """;

    private HttpClient _ada = null!;
    private TestUser _user = null!;

    public static TheoryData<string, string> Refused => new()
    {
        { "", "malformed_json" },
        { "{", "malformed_json" },
        { "nonsense", "malformed_json" },
        { "[" + ChatGpt, "malformed_json" },
        { "[]", "nothing_found" },
        { "7", "format_unknown" },
        { "null", "format_unknown" },
        { "{}", "format_unknown" },
        { "[1,2]", "format_unknown" },
        { new string('[', 100_000), "malformed_json" },
        { Own(Message("a", null, "text")).Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal), "version_unknown" },
        { Own(), "conversation_empty" },
        { Own(Message("a", null, "")), "conversation_empty" },
        { Own(Message("a", "b", "x"), Message("b", "a", "y")), "message_cycle" },
        { Own(Message("a", "a", "x")), "message_cycle" },
        { Own(Message("r", null, "fine"), Message("a", "b", "x"), Message("b", "a", "y")), "message_cycle" },
        { Own(Message("a", null, "x"), Message("a", null, "y")), "duplicate_message_ids" },
        { Own("{\"role\":\"user\",\"text\":\"x\"}"), "wrong_type" },
        { Own("{\"id\":\"a\",\"role\":\"user\",\"text\":1}"), "wrong_type" },
        { Own("{\"id\":{},\"role\":\"user\",\"text\":\"x\"}"), "wrong_type" },
        { Own("{\"id\":\"a\",\"role\":\"user\",\"text\":\"x\",\"segments\":{}}"), "wrong_type" },
        { Own("{\"id\":\"a\",\"role\":\"assistant\",\"text\":\"x\",\"segments\":[{\"start\":0,\"length\":9,\"status\":\"stopped\"}]}"), "segments_invalid" },
        { Own("{\"id\":\"a\",\"role\":\"user\",\"text\":\"\\ud800\"}"), "text_invalid" },
        { Own("{\"id\":\"a\",\"role\":\"user\",\"text\":\"x\",\"created_at\":\"0001-01-01T00:00:00Z\"}"), "date_invalid" },
        { Own("{\"id\":\"a\",\"role\":\"user\",\"text\":\"x\",\"created_at\":\"9999-12-31T23:59:59-12:00\"}"), "date_invalid" },
        { Own("{\"id\":\"a\",\"role\":\"user\",\"text\":\"x\",\"created_at\":1e300}"), "date_invalid" },
        { Own("{\"id\":\"a\",\"role\":\"user\",\"text\":\"x\",\"created_at\":-5}"), "date_invalid" },
        { Own(Message("a", null, new string('x', 1_000_001))), "text_too_long" },
        { ChatGpt.Replace("\"parent\":null", "\"parent\":\"d\"", StringComparison.Ordinal), "message_cycle" },
        { "PK\u0003\u0004nonsense", "zip_invalid" },
    };

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

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Import_HostileFile_IsAProblemAndStoresNothing(string file, string code)
    {
        using var preview = await PostAsync(file, "?preview=true");
        await preview.IsProblemAsync(HttpStatusCode.BadRequest, code);
        using var import = await PostAsync(file);
        await import.IsProblemAsync(HttpStatusCode.BadRequest, code);
        Assert.Empty(await StoredAsync());
    }

    [Fact]
    public async Task Import_InvalidUtf8_IsAProblem()
    {
        var bytes = Encoding.UTF8.GetBytes(Own(Message("a", null, "x!y")));
        bytes[Array.IndexOf(bytes, (byte)'!')] = 0xC3;
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/json");
        using var refused = await _ada.PostAsync(Address, content, Cancellation);
        await refused.IsProblemAsync(HttpStatusCode.BadRequest, "text_invalid");
    }

    [Fact]
    public async Task Import_OfAnExport_BringsEverythingBack()
    {
        var original = await server.SeedAsync(_user.Id);
        var exported = await _ada.GetStringAsync(ExportApiTests.Address(original, "json"), Cancellation);
        var bob = await server.AddUserAsync();
        using var client = await server.SignInByTokenAsync(bob);
        using var content = new StringContent(exported, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(Address, content, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        await using var db = server.OpenDatabase();
        var copy = await db.Conversations.Include(c => c.Tags).SingleAsync(c => c.OwnerId == bob.Id, Cancellation);
        var again = await client.GetStringAsync(ExportApiTests.Address(copy, "json"), Cancellation);
        Assert.Equal(Normal(exported), Normal(again));
        Assert.Contains("\"feedback\": \"good\"", again, StringComparison.Ordinal);
        Assert.Contains("\"feedback_note\": \"It grew.\"", again, StringComparison.Ordinal);
        Assert.Equal(TitleSource.Person, copy.TitleSource);
        Assert.DoesNotContain(await db.Jobs.ToListAsync(Cancellation), j => j.ConversationId == copy.Id);
    }

    [Fact]
    public async Task Import_OfTheWholeDownload_BringsAllConversations()
    {
        await server.SeedAsync(_user.Id, "One");
        await server.SeedAsync(_user.Id, "Two");
        await _ada.UploadAsync("broken.json.txt", "{ not JSON"); // What was uploaded is not imported.
        await _ada.UploadAsync("chats.json", Own(Message("a", null, "Uploaded")));
        var zip = await _ada.GetByteArrayAsync("/api/v1/account/export", Cancellation);
        var bob = await server.AddUserAsync();
        using var client = await server.SignInByCookieForApiAsync(bob);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(zip), "file", "download.zip" } };

        var answer = await JsonOf(await client.PostAsync(Address, form, Cancellation));

        Assert.Equal(["One", "Two"], answer["imported"]!.AsArray().Select(c => (string)c!["title"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Import_OfChatGpt_LeavesOutWhatWasHidden()
    {
        var answer = await JsonOf(await PostAsync($"[{ChatGpt}]"));

        Assert.Single(answer["imported"]!.AsArray());
        var messages = await StoredAsync();
        Assert.Equal(["*(A picture was here.)*\n\nWhat is it?", "A zebra.", "An okapi."], messages.Select(m => m.Text));
        Assert.Equal([true, false, true], messages.Select(m => m.OnActivePath));
        Assert.Equal([null, messages[0].Id, messages[0].Id], messages.Select(m => m.ParentId));
        Assert.Equal("gpt-4o", messages[2].ModelKey);
    }

    [Theory]
    [InlineData(OpenWebUi, "Tapirs?", "Yes.")]
    [InlineData(LibreChat, "Gnus?", "They run.")]
    public async Task Import_OfOtherPrograms_BringsQuestionAndAnswer(string file, string question, string answer)
    {
        await JsonOf(await PostAsync(file));

        var messages = await StoredAsync();
        Assert.Equal([question, answer], messages.Select(m => m.Text));
        Assert.Equal([MessageRole.User, MessageRole.Assistant], messages.Select(m => m.Role));
        Assert.Equal(messages[0].Id, messages[1].ParentId);
        Assert.All(messages, m => Assert.True(m.OnActivePath));
    }

    [Fact]
    public async Task Preview_OfSeveral_TellsEverythingAndStoresNothing()
    {
        var sessions = (await JsonOf(await PostAsync($"[{ChatGpt},{OpenWebUi},{{\"title\":\"No\"}}]", "?preview=true")))["sessions"]!.AsArray();

        Assert.Equal(["Okapis", "Tapirs", "No"], sessions.Select(s => (string)s!["title"]!));
        Assert.Equal(["ChatGPT", "Open WebUI", ""], sessions.Select(s => (string)s!["format"]!));
        Assert.Equal([3, 2, 0], sessions.Select(s => (int)s!["message_count"]!));
        Assert.Equal(3, (int)sessions[0]!["left_out_messages"]!);
        Assert.Equal("format_unknown", (string?)sessions[2]!["code"]);
        Assert.Empty(await StoredAsync());
    }

    [Fact]
    public async Task Import_ASecondTime_IsSeenAsADuplicateAndTakenOnlyWhenAsked()
    {
        await JsonOf(await PostAsync(ChatGpt));

        var preview = await JsonOf(await PostAsync(ChatGpt, "?preview=true"));
        Assert.True((bool)preview["sessions"]![0]!["duplicate"]!);
        var skipped = await JsonOf(await PostAsync(ChatGpt));
        Assert.Equal("duplicate", (string?)Assert.Single(skipped["left_out"]!.AsArray())!["code"]);
        Assert.Equal(3, (await StoredAsync()).Count);
        await JsonOf(await PostAsync(ChatGpt, "?include=0"));
        Assert.Equal(6, (await StoredAsync()).Count);
    }

    [Fact]
    public async Task Import_OfAChoice_TakesOnlyThat()
    {
        var answer = await JsonOf(await PostAsync($"[{ChatGpt},{OpenWebUi},{LibreChat}]", "?include=1-2"));
        Assert.Equal(["Tapirs", "Gnus"], answer["imported"]!.AsArray().Select(s => (string)s!["title"]!));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("2-1")]
    [InlineData("-1")]
    [InlineData("1-2-3")]
    [InlineData("99999999999")]
    public async Task Import_OfAChoiceThatIsNone_IsRefused(string include)
    {
        using var refused = await PostAsync(ChatGpt, "?include=" + include);
        await refused.IsProblemAsync(HttpStatusCode.BadRequest, "include_invalid");
    }

    [Fact]
    public async Task Import_FormWithoutFile_IsRefused()
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "other" } };
        using var refused = await _ada.PostAsync(Address, form, Cancellation);
        await refused.IsProblemAsync(HttpStatusCode.BadRequest, "file_missing");
    }

    [Fact]
    public async Task Import_TooLarge_IsRefused()
    {
        using var content = new ByteArrayContent(new byte[51 * 1024 * 1024]);
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = content };
        request.Headers.ExpectContinue = true; // Refused by its length, before it is sent.
        using var refused = await _ada.SendAsync(request, Cancellation);
        await refused.IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
    }

    [Fact]
    public async Task Import_Nul_BecomesAReplacementCharacter()
    {
        await JsonOf(await PostAsync(Own("{\"id\":\"a\",\"role\":\"user\",\"text\":\"a\\u0000b\"}")));
        Assert.Equal("a\uFFFDb", Assert.Single(await StoredAsync()).Text);
    }

    [Fact]
    public async Task Import_FromTomorrow_IsFromNow()
    {
        await JsonOf(await PostAsync(Own("{\"id\":\"a\",\"role\":\"user\",\"text\":\"a\",\"created_at\":\"2999-01-01T00:00:00Z\"}")));
        Assert.True(Assert.Single(await StoredAsync()).CreatedAt < new DateTimeOffset(2998, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Import_LongConversationOfLibreChat_IsTaken()
    {
        var tree = new StringBuilder();
        for (var i = 0; i < 900; i++)
        {
            tree.Append(System.Globalization.CultureInfo.InvariantCulture, $"{{\"messageId\":\"{i}\",\"isCreatedByUser\":true,\"text\":\"m{i}\",\"children\":[");
        }

        tree.Insert(0, "{\"conversationId\":\"c\",\"messagesTree\":[").Insert(tree.Length, "]}", 900).Append("]}");
        await JsonOf(await PostAsync(tree.ToString()));
        Assert.Equal(900, (await StoredAsync()).Count);
    }

    /// <summary>Any tree comes back as it was, whatever is in its texts.</summary>
    [Fact]
    public void AnyParents_GiveATreeOrAProblem()
    {
        var property = Prop.ForAll<int[], string>((parents, text) =>
        {
            var messages = parents.Select((parent, i) => new JsonObject { ["id"] = i, ["parent_id"] = parent % (parents.Length + 1), ["role"] = "user", ["text"] = text + i });
            var file = new JsonObject { ["format"] = "agentweb.conversation", ["version"] = 1, ["title"] = text, ["messages"] = new JsonArray([.. messages]) };
            using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new StringContent(file.ToJsonString(), Encoding.UTF8, "application/json") };
            using var response = _ada.Send(request, Cancellation);
            return (int)response.StatusCode is 200 or 400;
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60).WithQuietOnSuccess(true), property);
        using var db = server.OpenDatabase();
        var rows = db.Messages.Owned(_user.Id).Select(m => new { m.Id, m.ParentId, m.Seq, m.ConversationId }).ToList();
        var seqs = rows.ToDictionary(m => m.Id, m => (m.Seq, m.ConversationId));
        Assert.All(rows, m => Assert.True(m.ParentId is null || (seqs[m.ParentId.Value].Seq < m.Seq && seqs[m.ParentId.Value].ConversationId == m.ConversationId)));
    }

    /// <summary>Any value in the place of any other: never a server error.</summary>
    [Fact]
    public void AnyMutation_IsTakenOrAProblem()
    {
        string[] values = ["null", "0", "-1", "1e999", "\"\"", "\"\\u0000\"", "[]", "{}", "[[]]", "[null]", "true", "\"d\"", "99999999999999999999"];
        var files = new[] { ChatGpt, OpenWebUi, LibreChat, Own(Message("a", null, "x")) };
        var property = Prop.ForAll(Gen.Choose(0, files.Length - 1).Three().ToArbitrary(), Gen.Choose(0, 10_000).Two().ToArbitrary(), (which, where) =>
        {
            var parts = System.Text.RegularExpressions.Regex.Split(files[which.Item1], "(?<=\":)(?=[\"\\[{0-9tfn])", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
            var cut = 1 + (where.Item1 % (parts.Length - 1));
            var rest = JsonDocument.Parse(Encoding.UTF8.GetBytes("[" + First(string.Concat(parts[cut..])) + "]")).RootElement[0].GetRawText();
            var before = string.Concat(parts[..cut]);
            var mutated = before + values[where.Item2 % values.Length] + files[which.Item1][(before.Length + rest.Length)..];
            using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new StringContent(mutated, Encoding.UTF8, "application/json") };
            using var response = _ada.Send(request, Cancellation);
            return (int)response.StatusCode is 200 or 400;
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150).WithQuietOnSuccess(true), property);
    }

    private static string Own(params string[] messages) =>
        $"{{\"format\":\"agentweb.conversation\",\"version\":1,\"title\":\"T\",\"messages\":[{string.Join(',', messages)}]}}";

    private static string Message(string id, string? parent, string text) =>
        new JsonObject { ["id"] = id, ["parent_id"] = parent, ["role"] = "user", ["text"] = text }.ToJsonString();

    /// <summary>The first JSON value of a text.</summary>
    private static string First(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), isFinalBlock: false, state: default);
        reader.Read();
        reader.TrySkip();
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(json).AsSpan(0, (int)reader.BytesConsumed));
    }

    /// <summary>An export with identifiers that do not depend on where it came from.</summary>
    private static string Normal(string json)
    {
        var root = JsonNode.Parse(json)!.AsObject();
        root.Remove("session_id");
        var messages = root["messages"]!.AsArray();
        var numbers = messages.Select((m, i) => ((string)m!["id"]!, (string)m["text"]!)).ToDictionary(m => m.Item1, m => m.Item2, StringComparer.Ordinal);
        foreach (var message in messages)
        {
            message!["id"] = numbers[(string)message["id"]!];
            message["parent_id"] = message["parent_id"] is { } parent ? numbers[(string)parent!] : null;
        }

        var sorted = messages.Select(m => m!.ToJsonString()).Order(StringComparer.Ordinal);
        root["messages"] = string.Join('\n', sorted);
        return root.ToJsonString();
    }

    private static async Task<JsonNode> JsonOf(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        answer.Dispose();
        return JsonNode.Parse(text)!;
    }

    private async Task<List<Message>> StoredAsync()
    {
        await using var db = server.OpenDatabase();
        return await db.Messages.AsNoTracking().Owned(_user.Id).OrderBy(m => m.ConversationId).ThenBy(m => m.Seq).ToListAsync(Cancellation);
    }

    private async Task<HttpResponseMessage> PostAsync(string file, string query = "")
    {
        using var content = new StringContent(file, Encoding.UTF8, "application/json");
        return await _ada.PostAsync(Address + query, content, Cancellation);
    }
}
