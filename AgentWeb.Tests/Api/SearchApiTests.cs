using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Api;

public sealed class SearchApiTests(ServerWithModel server) : IClassFixture<ServerWithModel>, IAsyncLifetime
{
    private HttpClient _ada = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _ada = await server.App.SignInByTokenAsync(await server.App.AddUserAsync());

    public ValueTask DisposeAsync()
    {
        _ada.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Search_Words_GivesSessionsWithSnippets()
    {
        var accepted = await AskAsync("Tell me about *okapis*", "They live in <b>forests</b> of the Congo.");

        var found = Assert.Single(await FindAsync("?query=congo%20fore"))!;

        Assert.Equal((string?)accepted["session_id"], (string?)found["session_id"]);
        Assert.Equal((string?)accepted["message_id"], (string?)found["message_id"]);
        Assert.Equal("idle", (string?)found["status"]);
        Assert.NotNull(found["last_active_at"]);
        var snippet = (string)found["snippet"]!;
        Assert.Equal("They live in <b>forests</b> of the Congo.", snippet);
        Assert.Equal(["forests", "Congo"], found["highlights"]!.AsArray().Select(h => snippet.Substring((int)h!["start"]!, (int)h["length"]!)));
    }

    [Fact]
    public async Task Search_OtherModelOrTime_IsEmpty()
    {
        await AskAsync("Tell me about okapis", "No.");

        Assert.Single(await FindAsync("?query=okapis&model=fake/small&from=2020-01-01T00:00:00Z"));
        Assert.Empty(await FindAsync("?query=okapis&model=fake/large"));
        Assert.Empty(await FindAsync("?query=okapis&to=2020-01-01T00:00:00Z"));
        Assert.Empty(await FindAsync("?query=okapis&from=2999-01-01T00:00:00%2B02:00"));
    }

    [Fact]
    public async Task Search_OfSomebodyElse_IsEmpty()
    {
        await AskAsync("Tell me about okapis", "No.");
        using var bob = await server.App.SignInByTokenAsync(await server.App.AddUserAsync());

        var page = await bob.GetFromJsonAsync<JsonObject>("/api/v1/sessions?query=okapis", Cancellation);

        Assert.Empty(page!["sessions"]!.AsArray());
    }

    [Theory]
    [InlineData("?query=a&cursor=zzz")]
    [InlineData("?query=a&cursor=-1")]
    [InlineData("?query=a&cursor=0-1-00000000000000000000000000000000")]
    [InlineData("?query=a&from=yesterday")]
    public async Task Search_BadParameter_IsAProblem(string parameters)
    {
        using var refused = await _ada.GetAsync("/api/v1/sessions" + parameters, Cancellation);

        var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync(Cancellation))!;
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.NotNull((string?)problem["code"]);
    }

    [Theory]
    [InlineData("?query=")]
    [InlineData("?query=%00")]
    [InlineData("?query=%22%20OR%20*%20NEAR(")]
    [InlineData("?query=%F0%9F%91%8D")]
    [InlineData("?query=%ff%fe")]
    public async Task Search_NothingToFind_IsEmpty(string parameters) => Assert.Empty(await FindAsync(parameters));

    [Fact]
    public async Task OpenApi_OfTheList_DescribesTheSearch()
    {
        using var anonymous = server.App.CreateClient();
        var document = await anonymous.GetFromJsonAsync<JsonObject>("/openapi/v1.json", Cancellation);

        var parameters = document!["paths"]!["/api/v1/sessions"]!["get"]!["parameters"]!.AsArray();

        Assert.All(parameters, p => Assert.NotNull((string?)p!["description"]));
        var names = parameters.Select(p => (string)p!["name"]!).ToList();
        Assert.Equal(["query", "cursor", "from", "to", "model", "archived", "folder", "tag"], names);
    }

    private async Task<JsonArray> FindAsync(string parameters) =>
        (await _ada.GetFromJsonAsync<JsonObject>("/api/v1/sessions" + parameters, Cancellation))!["sessions"]!.AsArray();

    private async Task<JsonNode> AskAsync(string question, string answer)
    {
        server.Model.Enqueue(ModelScript.Reply(answer));
        return (await _ada.StreamAsync("/api/v1/chat/stream", new { message = question }).ToListAsync(Cancellation))[0].Body;
    }
}
