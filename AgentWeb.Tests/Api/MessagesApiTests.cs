using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.Core.Accounts;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Api;

/// <summary>Versions of messages, continuations, the queue of administrators and telemetry, over HTTP.</summary>
public sealed class MessagesApiTests(ServerWithModel server) : IClassFixture<ServerWithModel>, IAsyncLifetime
{
    private HttpClient _ada = null!;

    public static TheoryData<string, string> AdminCalls => new()
    {
        { "GET", "/api/v1/admin/queue" },
        { "POST", "/api/v1/admin/queue/pause" },
        { "POST", "/api/v1/admin/queue/resume" },
        { "POST", "/api/v1/admin/queue/nodes/here/drain" },
        { "POST", "/api/v1/admin/queue/nodes/here/resume" },
        { "POST", "/api/v1/admin/queue/job-01999999-0000-7000-8000-000000000000/cancel" },
        { "POST", "/api/v1/admin/queue/job-01999999-0000-7000-8000-000000000000/priority" },
        { "GET", "/api/v1/telemetry/summary" },
    };

    public async ValueTask InitializeAsync() => _ada = await server.App.SignInByTokenAsync(await server.App.AddUserAsync());

    public ValueTask DisposeAsync()
    {
        _ada.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Continue_LengthLimitedReply_StreamsWhatIsAdded()
    {
        var first = await AskAsync(ModelScript.Reply("The quick bro") with { FinishReason = "length" });
        server.Model.Enqueue(ModelScript.Reply("brown fox"));
        var id = (string)first[0].Body["message_id"]!;

        var events = await _ada.StreamAsync("/api/v1/chat/continue", new { message_id = id }).ToListAsync();

        Assert.Equal(["accepted", "continue_started"], events.Take(2).Select(e => e.Type));
        Assert.Equal(13, (int)events[1].Body["continuation_from_length"]!);
        Assert.Equal("wn fox", string.Concat(events.Where(e => e.Type == "text").Select(e => e.Text)));
        Assert.Equal(("done", id), (events[^1].Type, (string?)events[^1].Body["message_id"]));
        Assert.Equal("The quick brown fox", (string?)(await HistoryAsync(first))[1]!["content"]);

        using var again = await _ada.PostAsJsonAsync("/api/v1/chat/continue", new { message_id = id });
        await again.IsProblemAsync(HttpStatusCode.Conflict, "nothing_to_continue");
        using var removed = await _ada.DeleteAsync($"/api/v1/messages/{id}/segments/last");
        var body = await removed.Content.ReadFromJsonAsync<JsonObject>();
        Assert.Equal(("The quick bro", "length", 1), ((string?)body!["content"], (string?)body["finish_reason"], (int)body["segments"]!));
    }

    [Fact]
    public async Task FeedbackAndBranch_Reply_AreKeptAndCopied()
    {
        var first = await AskAsync(ModelScript.Reply("one"));
        var id = (string)first[0].Body["message_id"]!;

        using var rated = await _ada.PutAsJsonAsync($"/api/v1/messages/{id}/feedback", new { feedback = "good", note = "Short." });
        Assert.Equal(HttpStatusCode.OK, rated.StatusCode);
        var reply = (await HistoryAsync(first))[1]!;
        Assert.Equal(("good", "Short."), ((string?)reply["feedback"], (string?)reply["feedback_note"]));
        using var wrong = await _ada.PutAsJsonAsync($"/api/v1/messages/{id}/feedback", new { feedback = "excellent" });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var unknown = await _ada.PutAsJsonAsync("/api/v1/messages/msg-01999999-0000-7000-8000-000000000000/feedback", new { feedback = "bad" });
        await unknown.IsProblemAsync(HttpStatusCode.NotFound, "not_found");

        var branch = await PostAsync($"/api/v1/messages/{id}/branch", new { }, HttpStatusCode.Created);
        Assert.NotEqual((string?)first[0].Body["session_id"], (string?)branch["session_id"]);
    }

    [Fact]
    public async Task RegenerateSelectAndSiblings_ReplyWithTwoVersions_MoveBetweenThem()
    {
        var first = await AskAsync(ModelScript.Reply("one"));
        var id = (string)first[0].Body["message_id"]!;
        server.Model.Enqueue(ModelScript.Reply("two"));
        var again = await PostAsync("/api/v1/chat/regenerate", new { message_id = id }, HttpStatusCode.Accepted);
        await _ada.EventsAsync((string)again["run_id"]!).ToListAsync();
        Assert.Equal("two", (string?)(await HistoryAsync(first))[1]!["content"]);

        await PostAsync($"/api/v1/messages/{id}/select", new { }, HttpStatusCode.OK);

        Assert.Equal("one", (string?)(await HistoryAsync(first))[1]!["content"]);
        var siblings = (await _ada.GetFromJsonAsync<JsonObject>($"/api/v1/messages/{id}/siblings"))!["siblings"]!.AsArray();
        Assert.Equal([(id, true), ((string)again["message_id"]!, false)], siblings.Select(s => ((string)s!["id"]!, (bool)s["active"]!)));
    }

    [Fact]
    public async Task Edit_QuestionAndReply_AreSiblings()
    {
        var first = await AskAsync(ModelScript.Reply("one"));
        var question = (string)first[0].Body["user_message_id"]!;
        server.Model.Enqueue(ModelScript.Reply("two"));

        var asked = await PostAsync($"/api/v1/messages/{question}/edit", new { message = "Better?" }, HttpStatusCode.OK);
        await _ada.EventsAsync((string)asked["run_id"]!).ToListAsync();
        var rewritten = await PostAsync($"/api/v1/messages/{asked["reply_id"]}/edit", new { content = "mine" }, HttpStatusCode.OK);

        var history = await HistoryAsync(first);
        Assert.Equal(["Better?", "mine"], history.Select(m => (string?)m!["content"]));
        Assert.Equal((string?)rewritten["message_id"], (string?)history[1]!["id"]);
        Assert.Null(rewritten["run_id"]);
    }

    [Fact]
    public async Task Delete_Message_TakesWhatHangsBelow()
    {
        var first = await AskAsync(ModelScript.Reply("one"));

        using var deleted = await _ada.DeleteAsync($"/api/v1/messages/{first[0].Body["user_message_id"]}");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty(await HistoryAsync(first));
    }

    [Fact]
    public async Task SomebodyElses_Messages_AreNotFound()
    {
        var first = await AskAsync(ModelScript.Reply("one"));
        using var bob = await server.App.SignInByTokenAsync(await server.App.AddUserAsync());
        foreach (var id in (string[])[(string)first[0].Body["message_id"]!, "msg-1", "x", "msg-01999999-0000-7000-8000-000000000000"])
        {
            HttpResponseMessage[] answers =
            [
                await bob.PostAsJsonAsync($"/api/v1/messages/{id}/edit", new { message = "x" }),
                await bob.GetAsync($"/api/v1/messages/{id}/siblings"),
                await bob.PostAsync($"/api/v1/messages/{id}/select", content: null),
                await bob.DeleteAsync($"/api/v1/messages/{id}"),
                await bob.DeleteAsync($"/api/v1/messages/{id}/segments/last"),
                await bob.PostAsJsonAsync("/api/v1/chat/regenerate", new { message_id = id }),
                await bob.PostAsJsonAsync("/api/v1/chat/continue", new { message_id = id }),
            ];
            foreach (var answer in answers)
            {
                await answer.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
                answer.Dispose();
            }
        }
    }

    [Theory]
    [MemberData(nameof(AdminCalls))]
    public async Task AdminCalls_ByAUser_AreForbidden(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = JsonContent.Create(new { priority = "high" }) };
        using var answer = await _ada.SendAsync(request);
        await answer.IsProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task AdminQueue_PausePrioritiseCancelResume_Act()
    {
        using var admin = await server.App.SignInByTokenAsync(await server.App.AddUserAsync(Roles.Admin));
        await PostAsync(admin, "/api/v1/admin/queue/pause", HttpStatusCode.OK);
        try
        {
            var first = await PostAsync("/api/v1/chat", new { message = "first" }, HttpStatusCode.Accepted);
            var second = await PostAsync("/api/v1/chat", new { message = "ultramarine" }, HttpStatusCode.Accepted);
            Assert.Equal((1, 2), ((int)first["queue_position"]!, (int)second["queue_position"]!));
            var job = ((string)second["run_id"]!).Replace("run-", "job-", StringComparison.Ordinal);

            using var moved = await admin.PostAsJsonAsync($"/api/v1/admin/queue/{job}/priority", new { priority = "high" });
            Assert.Equal(1, (int)(await moved.Content.ReadFromJsonAsync<JsonObject>())!["position"]!);
            using var nonsense = await admin.PostAsJsonAsync($"/api/v1/admin/queue/{job}/priority", new { priority = "now" });
            Assert.Equal(HttpStatusCode.BadRequest, nonsense.StatusCode);
            var queue = await admin.GetFromJsonAsync<JsonObject>("/api/v1/admin/queue");
            Assert.True((bool)queue!["paused"]!);
            Assert.Equal([("queued", "high", 1), ("queued", "normal", 2)], queue["jobs"]!.AsArray().Select(j => ((string)j!["state"]!, (string)j["priority"]!, (int)j["position"]!)));
            Assert.DoesNotContain("ultramarine", queue.ToJsonString(), StringComparison.Ordinal);

            var cancelled = await PostAsync(admin, $"/api/v1/admin/queue/{job}/cancel", HttpStatusCode.OK);
            Assert.Equal("stopped", (string?)cancelled["status"]);
            var stopped = await PostAsync("/api/v1/chat/stop", new { run_id = (string)first["run_id"]! }, HttpStatusCode.OK);
            Assert.Equal("stopped", (string?)stopped["status"]);
        }
        finally
        {
            var resumed = await PostAsync(admin, "/api/v1/admin/queue/resume", HttpStatusCode.OK);
            Assert.False((bool)resumed["paused"]!);
        }
    }

    [Fact]
    public async Task Telemetry_EventsOfUsers_AreSummedUpForAdministrators()
    {
        using var admin = await server.App.SignInByTokenAsync(await server.App.AddUserAsync(Roles.Admin));
        foreach (var value in (int[])[10, 20])
        {
            using var recorded = await _ada.PostAsJsonAsync("/api/v1/telemetry/events", new { name = "chat.tested", value });
            Assert.Equal(HttpStatusCode.NoContent, recorded.StatusCode);
        }

        foreach (var name in (string?[])[null, "", "Chat Tested", "a..b", new string('a', 65), "<b>"])
        {
            using var refused = await _ada.PostAsJsonAsync("/api/v1/telemetry/events", new { name });
            await refused.IsProblemAsync(HttpStatusCode.BadRequest, "event_name_invalid");
        }

        await AskAsync(ModelScript.Reply("one"));
        var summary = await admin.GetFromJsonAsync<JsonObject>("/api/v1/telemetry/summary?days=1");
        var tested = summary!["events"]!.AsArray().Single(e => (string?)e!["name"] == "chat.tested")!;
        Assert.Equal((2, 15.0), ((int)tested["count"]!, (double)tested["average"]!));
        Assert.True((int)summary["runs"]!["completed"]! > 0);
        using var tooLong = await admin.GetAsync("/api/v1/telemetry/summary?days=0");
        await tooLong.IsProblemAsync(HttpStatusCode.BadRequest, "days_invalid");
    }

    private async Task<List<ReceivedEvent>> AskAsync(ModelScript script)
    {
        server.Model.Enqueue(script);
        return await _ada.StreamAsync("/api/v1/chat/stream", new { message = "Hello" }).ToListAsync();
    }

    private async Task<JsonArray> HistoryAsync(List<ReceivedEvent> events) =>
        (await _ada.GetFromJsonAsync<JsonObject>($"/api/v1/chat/history/{events[0].Body["session_id"]}"))!["messages"]!.AsArray();

    private Task<JsonObject> PostAsync(string path, object body, HttpStatusCode expected) => ReadAsync(_ada.PostAsJsonAsync(path, body), expected);

    private static Task<JsonObject> PostAsync(HttpClient client, string path, HttpStatusCode expected) => ReadAsync(client.PostAsync(path, content: null), expected);

    private static async Task<JsonObject> ReadAsync(Task<HttpResponseMessage> sending, HttpStatusCode expected)
    {
        using var answer = await sending;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }
}
