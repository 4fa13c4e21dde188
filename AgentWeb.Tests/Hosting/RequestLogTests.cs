using System.Net.Http.Json;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Hosting;

/// <summary>The log has every request and every model call with sizes, durations and ends, and nothing of what was said or is secret.</summary>
public sealed class RequestLogTests : IAsyncLifetime
{
    private const string Key = "sk-xylophone-key";
    private const string Asked = "xylophone-question";
    private const string Said = "xylophone-answer";

    private FakeModelServer _model = null!;
    private TestServer _server = null!;
    private HttpClient _ada = null!;
    private TestUser _user = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _model = await FakeModelServer.StartAsync();
        _server = await new TestServer
        {
            Settings =
            {
                ["Models:DiscoverOllama"] = "false",
                ["Chat:GenerateTitles"] = "false",
                ["Models:Endpoints:0:Name"] = "fake",
                ["Models:Endpoints:0:BaseUrl"] = _model.BaseUrl.ToString(),
                ["Models:Endpoints:0:ApiKey"] = Key,
                ["Models:Endpoints:0:Models:0:Id"] = "small",
            },
        }.StartAsync();
        await _server.AddAdministratorAsync();
        _user = await _server.AddUserAsync();
        _ada = await _server.SignInByTokenAsync(_user);
    }

    public async ValueTask DisposeAsync()
    {
        _ada.Dispose();
        await _server.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task Request_OfEveryKind_IsWrittenWithItsEndAndNeverWithItsContents()
    {
        _model.Enqueue(ModelScript.Reply(Said));
        var events = await _ada.StreamAsync("/api/v1/chat/stream", new { message = Asked }).ToListAsync(Cancellation);
        var (session, run) = ((string)events[0].Body["session_id"]!, (string)events[0].Body["run_id"]!);
        Assert.Contains(events, e => e.Type == "text");
        using var searched = await _ada.GetAsync("/api/v1/sessions?query=" + Asked, Cancellation);
        using var renamed = await _ada.PatchAsJsonAsync("/api/v1/sessions/" + session, new { title = Asked }, Cancellation);
        using var page = await _ada.GetAsync("/share/xylophone-secret", Cancellation);
        using var unknown = await _ada.GetAsync("/api/v1/sessions/xylophone-id", Cancellation);

        var stream = await LineAsync("POST /api/v1/chat/stream ");
        Assert.Contains("answered 200 in ", stream, StringComparison.Ordinal);
        Assert.Contains($"user {_user.Id}, trace ", stream, StringComparison.Ordinal);
        Assert.DoesNotContain(" 0 bytes received", stream, StringComparison.Ordinal);
        Assert.DoesNotContain(" 0 sent", stream, StringComparison.Ordinal);
        Assert.Contains(session, await LineAsync("PATCH /api/v1/sessions/{sessionId} "), StringComparison.Ordinal);
        Assert.Contains("answered 404", await LineAsync("GET /share/{Token} "), StringComparison.Ordinal);
        Assert.Contains("answered 404", await LineAsync("GET /api/v1/sessions/{sessionId} "), StringComparison.Ordinal);
        Assert.Matches(@"model small: status 200, \d+ ms, [1-9]\d* bytes sent, [1-9]\d* received, trace [0-9a-f]{32}", await LineAsync("Model call to fake, model small: status"));
        Assert.Matches($@"{run} of user {_user.Id} ended complete \(stop\): Reply by fake/small, waited \d+ ms, ran \d+ ms, .* tokens in, .* out, {Said.Length} characters", await LineAsync(run + " of user"));
        Assert.DoesNotContain(_server.Log.Lines, line => line.Contains("xylophone", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(_server.Log.Lines, line => line.Contains(TestUser.Password, StringComparison.Ordinal));
        Assert.DoesNotContain(_server.Log.Lines, line => line.Contains(_ada.DefaultRequestHeaders.Authorization!.Parameter!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_WhoseModelServerRepeatsIt_IsWrittenWithoutWhatWasAsked(bool insideAnAnswer)
    {
        const string Text = "Not understood: " + Asked;
        const string Body = $$$"""{"error":{"message":"{{{Text}}}","type":"Not {{{Asked}}}","code":400}}""";
        _model.Enqueue(insideAnAnswer
            ? ModelScript.Reply(Said) with { Fault = ModelFault.ErrorInside, ErrorBody = Body }
            : ModelScript.Failure(400, Body));

        var events = await _ada.StreamAsync("/api/v1/chat/stream", new { message = Asked }).ToListAsync(Cancellation);

        Assert.Equal("error", events[^1].Type);
        var line = await LineAsync("Model call to fake, model small, failed: ");
        Assert.Contains($"status 400, the server's type none, its code 400, {Text.Length} characters of its text", line, StringComparison.Ordinal);
        await LineAsync((string)events[0].Body["run_id"]! + " of user");
        Assert.DoesNotContain(_server.Log.Lines, line => line.Contains("xylophone", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Request_ThatIsRefused_IsWrittenUnderTheTraceIdThatTheCallerIsTold()
    {
        using var refused = await _ada.PostAsJsonAsync("/api/v1/chat", new { message = "" }, Cancellation);
        var problem = await refused.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonObject>(Cancellation);

        var line = await LineAsync("POST /api/v1/chat ");
        Assert.Contains("answered 400", line, StringComparison.Ordinal);
        Assert.Contains((string)problem!["trace_id"]!, line, StringComparison.Ordinal);
    }

    /// <summary>The line that has this; it may be written a moment after the answer.</summary>
    private async Task<string> LineAsync(string words)
    {
        string? found = null;
        await Eventually.TrueAsync(
            () => (found = _server.Log.Lines.FirstOrDefault(line => line.Contains(words, StringComparison.Ordinal))) is not null, $"the log says {words}");
        return found!;
    }
}
