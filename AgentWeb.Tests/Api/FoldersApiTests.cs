using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Api;

public sealed class FoldersApiTests(ServerWithModel server) : IClassFixture<ServerWithModel>, IAsyncLifetime
{
    private HttpClient _ada = null!;
    private string _session = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _ada = await server.App.SignInByTokenAsync(await server.App.AddUserAsync());
        server.Model.Enqueue(ModelScript.Reply("Fine."));
        var events = await _ada.StreamAsync("/api/v1/chat/stream", new { message = "needle" }).ToListAsync(Cancellation);
        _session = (string)events[0].Body["session_id"]!;
    }

    public ValueTask DisposeAsync()
    {
        _ada.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Folder_FromMakingToDeleting()
    {
        var folder = (string)(await SendAsync(HttpMethod.Post, "folders", new { name = "Work" }, HttpStatusCode.Created))["folder_id"]!;
        Assert.StartsWith("fold-", folder, StringComparison.Ordinal);
        Assert.Equal("Office", (string?)(await SendAsync(HttpMethod.Patch, $"folders/{folder}", new { name = "Office" }))["name"]);

        Assert.Equal(folder, (string?)(await SendAsync(HttpMethod.Patch, $"sessions/{_session}", new { folder }))["folder"]);
        Assert.Equal(1, (int)Assert.Single((await GetAsync("folders"))["folders"]!.AsArray())!["session_count"]!);
        Assert.Single((await GetAsync($"sessions?folder={folder}"))["sessions"]!.AsArray());
        Assert.Single((await GetAsync($"sessions?query=needle&folder={folder}"))["sessions"]!.AsArray());

        Assert.Null((await SendAsync(HttpMethod.Patch, $"sessions/{_session}", new { folder = "" }))["folder"]);
        Assert.Empty((await GetAsync($"sessions?folder={folder}"))["sessions"]!.AsArray());

        using var deleted = await _ada.DeleteAsync($"/api/v1/folders/{folder}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var again = await _ada.DeleteAsync($"/api/v1/folders/{folder}", Cancellation);
        await again.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Tags_AreSetAndListed()
    {
        var session = await SendAsync(HttpMethod.Patch, $"sessions/{_session}", new { tags = new[] { "work", "ideas" } });

        Assert.Equal(["ideas", "work"], session["tags"]!.AsArray().Select(t => (string)t!));
        Assert.Equal(["ideas", "work"], (await GetAsync("tags"))["tags"]!.AsArray().Select(t => (string)t!["name"]!));
        Assert.Single((await GetAsync("sessions?tag=WORK"))["sessions"]!.AsArray());
        Assert.Empty((await GetAsync("sessions?tag=other"))["sessions"]!.AsArray());
    }

    [Theory]
    [InlineData("POST", "folders", "{}", HttpStatusCode.BadRequest, "folder_invalid")]
    [InlineData("POST", "folders", "{\"name\":7}", HttpStatusCode.BadRequest, "wrong_type")]
    [InlineData("PATCH", "folders/fold-01900000-0000-7000-8000-000000000000", "{\"name\":\"x\"}", HttpStatusCode.NotFound, "not_found")]
    [InlineData("PATCH", "folders/nonsense", "{\"name\":\"x\"}", HttpStatusCode.NotFound, "not_found")]
    [InlineData("PATCH", "sessions/{session}", "{\"folder\":\"nonsense\"}", HttpStatusCode.NotFound, "not_found")]
    [InlineData("PATCH", "sessions/{session}", "{\"folder\":\"fold-01900000-0000-7000-8000-000000000000\"}", HttpStatusCode.NotFound, "not_found")]
    [InlineData("PATCH", "sessions/{session}", "{\"tags\":[null]}", HttpStatusCode.BadRequest, "tags_invalid")]
    [InlineData("PATCH", "sessions/{session}", "{\"tags\":\"x\"}", HttpStatusCode.BadRequest, "wrong_type")]
    public async Task BadInput_IsAProblem(string method, string path, string body, HttpStatusCode status, string code)
    {
        using var request = new HttpRequestMessage(new(method), "/api/v1/" + path.Replace("{session}", _session, StringComparison.Ordinal))
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        };

        using var response = await _ada.SendAsync(request, Cancellation);

        await response.IsProblemAsync(status, code);
    }

    [Fact]
    public async Task Folder_Twice_IsAConflict()
    {
        await SendAsync(HttpMethod.Post, "folders", new { name = "Twice" }, HttpStatusCode.Created);
        using var again = await _ada.PostAsJsonAsync("/api/v1/folders", new { name = "TWICE" }, Cancellation);
        await again.IsProblemAsync(HttpStatusCode.Conflict, "folder_exists");
    }

    private async Task<JsonObject> GetAsync(string path) => (await _ada.GetFromJsonAsync<JsonObject>("/api/v1/" + path, Cancellation))!;

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, object body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/" + path) { Content = JsonContent.Create(body) };
        using var response = await _ada.SendAsync(request, Cancellation);
        Assert.Equal(expected, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!;
    }
}
