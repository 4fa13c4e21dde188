using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Api;

public sealed class ChatApiTests(ServerWithModel server) : IClassFixture<ServerWithModel>, IAsyncLifetime
{
    private HttpClient _ada = null!;

    public async ValueTask InitializeAsync() => _ada = await server.App.SignInByTokenAsync(await server.App.AddUserAsync());

    public ValueTask DisposeAsync()
    {
        _ada.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Stream_Message_GivesTheEventsOfTheContract()
    {
        server.Model.Enqueue(ModelScript.Reply("Good **morning**, Ada."));

        var events = await _ada.StreamAsync("/api/v1/chat/stream", new { message = "Hello" }).ToListAsync();

        Assert.Equal("accepted", events[0].Type);
        Assert.StartsWith("sess-", (string?)events[0].Body["session_id"], StringComparison.Ordinal);
        Assert.StartsWith("run-", (string?)events[0].Body["run_id"], StringComparison.Ordinal);
        Assert.StartsWith("msg-", (string?)events[0].Body["user_message_id"], StringComparison.Ordinal);
        Assert.Equal("Good **morning**, Ada.", string.Concat(events.Where(e => e.Type == "text").Select(e => e.Text)));
        Assert.Equal("metadata", events[^2].Type);
        Assert.Equal(("done", "complete", "stop"), (events[^1].Type, (string?)events[^1].Body["status"], (string?)events[^1].Body["finish_reason"]));
        Assert.Equal((string?)events[0].Body["message_id"], (string?)events[^1].Body["message_id"]);
        Assert.All(events.Zip(events.Skip(1)), pair => Assert.True(pair.First.Id < pair.Second.Id));
    }

    [Fact]
    public async Task Queue_Message_Is202AndItsHistoryIsReadLater()
    {
        server.Model.Enqueue(ModelScript.Reply("Fine."));
        var accepted = await PostAsync("/api/v1/chat", new { message = "How are you?" }, HttpStatusCode.Accepted);
        await _ada.EventsAsync((string)accepted["run_id"]!).ToListAsync();

        var history = await _ada.GetFromJsonAsync<JsonObject>($"/api/v1/chat/history/{accepted["session_id"]}");

        Assert.Equal(2, (int)history!["message_count"]!);
        var messages = history["messages"]!.AsArray();
        Assert.Equal(["user", "assistant"], messages.Select(m => (string)m!["role"]!));
        Assert.Equal(["How are you?", "Fine."], messages.Select(m => (string)m!["content"]!));
        Assert.Equal((string?)accepted["user_message_id"], (string?)messages[1]!["parent_id"]);
        Assert.Equal("complete", (string?)messages[1]!["status"]);
    }

    [Fact]
    public async Task Events_WithLastEventId_GoOnWithoutAGap()
    {
        server.Model.Enqueue(ModelScript.Generate(ContentKind.Mixed, 200));
        var whole = await _ada.StreamAsync("/api/v1/chat/stream", new { message = "Hello" }).ToListAsync();
        var runId = (string)whole[0].Body["run_id"]!;
        var middle = whole[whole.Count / 2];

        var rest = await _ada.EventsAsync(runId, middle.Id).ToListAsync();
        var all = await _ada.EventsAsync(runId).ToListAsync();

        Assert.Equal(TextOf(whole), TextOf(whole.Where(e => e.Id <= middle.Id)) + TextOf(rest));
        Assert.Equal(TextOf(whole), TextOf(all));
        Assert.Equal("done", rest[^1].Type);
    }

    [Fact]
    public async Task Events_ClientLeaves_TheRunGoesOn()
    {
        server.Model.Enqueue(ModelScript.Generate(ContentKind.Paragraph, 60, tokensPerSecond: 100));
        string? runId = null;
        await foreach (var received in _ada.StreamAsync("/api/v1/chat/stream", new { message = "Hello" }))
        {
            runId ??= (string?)received.Body["run_id"];
            if (received.Type == "text")
            {
                break;
            }
        }

        var events = await _ada.EventsAsync(runId!).ToListAsync();

        Assert.Equal(("done", "complete"), (events[^1].Type, (string?)events[^1].Body["status"]));
    }

    [Fact]
    public async Task Stop_WhileStreaming_ClosesUpstreamAndKeepsTheText()
    {
        server.Model.Enqueue(ModelScript.Generate(ContentKind.Paragraph, 5000, tokensPerSecond: 200));
        var accepted = await PostAsync("/api/v1/chat", new { message = "Talk until I stop you" }, HttpStatusCode.Accepted);
        var upstream = await RequestWithAsync("Talk until I stop you");
        await upstream.WaitForTokensAsync(20, TimeSpan.FromSeconds(20));

        var stopped = await PostAsync("/api/v1/chat/stop", new { run_id = (string)accepted["run_id"]! }, HttpStatusCode.OK);
        var again = await PostAsync("/api/v1/chat/stop", new { session_id = (string)accepted["session_id"]! }, HttpStatusCode.OK);

        Assert.Equal(("stopped", "stopped"), ((string?)stopped["status"], (string?)again["status"]));
        await upstream.WaitForDisconnectAsync(TimeSpan.FromSeconds(1));
        var history = await _ada.GetFromJsonAsync<JsonObject>($"/api/v1/chat/history/{accepted["session_id"]}");
        Assert.NotEmpty((string)history!["messages"]![1]!["content"]!);
    }

    [Fact]
    public async Task Stream_ModelFails_EndsWithAnErrorEvent()
    {
        server.Model.Enqueue(ModelScript.Failure(401));

        var events = await _ada.StreamAsync("/api/v1/chat/stream", new { message = "Hello" }).ToListAsync();

        Assert.Equal(("error", "error", "upstream_authentication"), (events[^1].Type, (string?)events[^1].Body["status"], (string?)events[^1].Body["code"]));
        Assert.NotEmpty((string)events[^1].Body["error"]!);
    }

    [Fact]
    public async Task Stream_ModelFails_TellsTheTraceIdThatTheLogHas()
    {
        server.Model.Enqueue(ModelScript.Failure(401));

        var events = await _ada.StreamAsync("/api/v1/chat/stream", new { message = "Hello" }).ToListAsync();

        var trace = (string?)events[^1].Body["trace_id"];
        Assert.Matches("^[0-9a-f]{32}$", trace);
        Assert.Contains(server.App.Log.Lines, line => line.StartsWith("Warning AgentWeb.Core.Chat", StringComparison.Ordinal) && line.Contains("upstream_authentication", StringComparison.Ordinal) && line.Contains(trace!, StringComparison.Ordinal));
        Assert.Contains(server.App.Log.Lines, line => line.Contains("Model call to fake, model small, failed", StringComparison.Ordinal) && line.Contains(trace!, StringComparison.Ordinal));
        var history = await _ada.GetFromJsonAsync<JsonObject>($"/api/v1/chat/history/{events[0].Body["session_id"]}");
        Assert.Equal(trace, (string?)history!["messages"]![1]!["error"]!["trace_id"]);
        using var later = await _ada.GetAsync($"/api/v1/chat/runs/{events[0].Body["run_id"]}/events");
        Assert.Contains(trace!, await later.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queue_SameClientMessageId_GivesTheSameIdsAndAnotherBodyIsAConflict()
    {
        var first = await PostAsync("/api/v1/chat", new { message = "Hello", client_message_id = "c-1" }, HttpStatusCode.Accepted);
        var again = await PostAsync("/api/v1/chat", new { message = "Hello", client_message_id = "c-1" }, HttpStatusCode.Accepted);
        using var other = await _ada.PostAsJsonAsync("/api/v1/chat", new { message = "Bye", client_message_id = "c-1" });

        Assert.Equal((string?)first["message_id"], (string?)again["message_id"]);
        Assert.Equal((string?)first["session_id"], (string?)again["session_id"]);
        await other.IsProblemAsync(HttpStatusCode.Conflict, "client_message_id_reused");
    }

    [Fact]
    public async Task SomebodyElses_RunSessionAndMessages_AreNotFound()
    {
        var mine = await PostAsync("/api/v1/chat", new { message = "mine" }, HttpStatusCode.Accepted);
        using var bob = await server.App.SignInByTokenAsync(await server.App.AddUserAsync());
        var session = (string)mine["session_id"]!;
        var run = (string)mine["run_id"]!;

        HttpResponseMessage[] answers =
        [
            await bob.GetAsync($"/api/v1/chat/history/{session}"),
            await bob.GetAsync($"/api/v1/chat/runs/{run}/events"),
            await bob.GetAsync($"/api/v1/sessions/{session}"),
            await bob.DeleteAsync($"/api/v1/sessions/{session}"),
            await bob.PostAsJsonAsync("/api/v1/chat", new { message = "hi", session_id = session }),
            await bob.PostAsJsonAsync("/api/v1/chat/stream", new { message = "hi", session_id = session }),
            await bob.PostAsJsonAsync("/api/v1/chat/stop", new { run_id = run }),
            await bob.PostAsJsonAsync("/api/v1/chat/stop", new { session_id = session }),
        ];

        foreach (var answer in answers)
        {
            await answer.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
            answer.Dispose();
        }
    }

    [Theory]
    [InlineData("""{}""", "message_empty")]
    [InlineData("""{"message":null}""", "message_empty")]
    [InlineData("""{"message":" \n "}""", "message_empty")]
    [InlineData("""{"message":5}""", "wrong_type")]
    [InlineData("""{"message":"a","temperature":"hot"}""", "wrong_type")]
    [InlineData("""{"message":"a","temperature":3}""", "temperature_invalid")]
    [InlineData("""{"message":"a","max_tokens":0}""", "max_tokens_invalid")]
    [InlineData("""{"message":"a","model":"none/such"}""", "model_unknown")]
    [InlineData("""{"message":"a","client_message_id":""}""", "client_message_id_invalid")]
    [InlineData("""{"message":""", "malformed_json")]
    [InlineData("""[1,2]""", "wrong_type")]
    [InlineData("null", "bad_request")]
    [InlineData("", "bad_request")]
    public async Task Send_BadBody_IsA400WithItsCode(string body, string code)
    {
        foreach (var path in new[] { "/api/v1/chat", "/api/v1/chat/stream" })
        {
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using var answer = await _ada.PostAsync(path, content);
            await answer.IsProblemAsync(HttpStatusCode.BadRequest, code);
        }
    }

    [Fact]
    public async Task Send_10001Characters_IsRefusedAnd10000Accepted()
    {
        using var refused = await _ada.PostAsJsonAsync("/api/v1/chat", new { message = new string('漢', 10_001) });
        await refused.IsProblemAsync(HttpStatusCode.BadRequest, "message_too_long");
        await PostAsync("/api/v1/chat", new { message = new string('漢', 10_000) }, HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData("sess-0")]
    [InlineData("run-01999999-0000-7000-8000-000000000000")]
    [InlineData("sess-01999999-0000-7000-8000-000000000000")]
    public async Task Send_UnknownSession_IsNotFound(string session)
    {
        using var answer = await _ada.PostAsJsonAsync("/api/v1/chat", new { message = "a", session_id = session });
        await answer.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData("/api/v1/chat/history/x", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/api/v1/chat/runs/run-1/events", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/api/v1/sessions/%20", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/api/v1/sessions?cursor=zzz", HttpStatusCode.BadRequest, "cursor_invalid")]
    [InlineData("/api/v1/sessions?cursor=ffffffffffffffff-0", HttpStatusCode.BadRequest, "cursor_invalid")]
    public async Task Read_Rubbish_Is4xx(string path, HttpStatusCode status, string code)
    {
        using var answer = await _ada.GetAsync(path);
        await answer.IsProblemAsync(status, code);
    }

    [Fact]
    public async Task History_LimitsAndPlaces_AreChecked()
    {
        var mine = await PostAsync("/api/v1/chat", new { message = "mine" }, HttpStatusCode.Accepted);
        foreach (var (query, status, code) in new[]
        {
            ("limit=0", HttpStatusCode.BadRequest, "limit_invalid"),
            ("limit=201", HttpStatusCode.BadRequest, "limit_invalid"),
            ("limit=many", HttpStatusCode.BadRequest, "bad_request"),
            ("before=x", HttpStatusCode.NotFound, "not_found"),
            ("before=msg-01999999-0000-7000-8000-000000000000", HttpStatusCode.NotFound, "not_found"),
        })
        {
            using var answer = await _ada.GetAsync($"/api/v1/chat/history/{mine["session_id"]}?{query}");
            await answer.IsProblemAsync(status, code);
        }
    }

    [Fact]
    public async Task Stop_NothingOrBoth_IsRefused()
    {
        foreach (var body in new object[] { new { }, new { run_id = "run-1", session_id = "sess-1" } })
        {
            using var answer = await _ada.PostAsJsonAsync("/api/v1/chat/stop", body);
            await answer.IsProblemAsync(HttpStatusCode.BadRequest, "stop_target_invalid");
        }
    }

    [Fact]
    public async Task Events_LastEventIdThatIsNoNumber_IsRefused()
    {
        var mine = await PostAsync("/api/v1/chat", new { message = "mine" }, HttpStatusCode.Accepted);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/chat/runs/{mine["run_id"]}/events");
        request.Headers.Add("Last-Event-ID", "soon");
        using var answer = await _ada.SendAsync(request);
        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "last_event_id_invalid");
    }

    [Fact]
    public async Task Sessions_CreateListGetDelete_Work()
    {
        var created = await PostAsync("/api/v1/sessions", new { title = "Plans" }, HttpStatusCode.Created);
        var id = (string)created["session_id"]!;
        Assert.Empty((await ListAsync())["sessions"]!.AsArray());

        var sent = await PostAsync("/api/v1/chat", new { message = "Hello", session_id = id }, HttpStatusCode.Accepted);
        await _ada.EventsAsync((string)sent["run_id"]!).ToListAsync();
        var listed = Assert.Single((await ListAsync())["sessions"]!.AsArray())!;
        Assert.Equal((id, "Plans", "idle"), ((string)listed["session_id"]!, (string)listed["title"]!, (string)listed["status"]!));

        using var deleted = await _ada.DeleteAsync($"/api/v1/sessions/{id}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await _ada.GetAsync($"/api/v1/sessions/{id}");
        await gone.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    /// <summary>The upstream request of a message; the server is shared by all tests of this class.</summary>
    private async Task<RecordedRequest> RequestWithAsync(string message)
    {
        RecordedRequest? found = null;
        await Eventually.TrueAsync(
            () => (found = server.Model.Requests.FirstOrDefault(r => r.Body.RootElement.GetRawText().Contains(message, StringComparison.Ordinal))) is not null,
            "the model server was asked");
        return found!;
    }

    private static string TextOf(IEnumerable<ReceivedEvent> events) => string.Concat(events.Where(e => e.Type == "text").Select(e => e.Text));

    private async Task<JsonObject> ListAsync() => (await _ada.GetFromJsonAsync<JsonObject>("/api/v1/sessions"))!;

    private async Task<JsonObject> PostAsync(string path, object body, HttpStatusCode expected)
    {
        using var answer = await _ada.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }
}
