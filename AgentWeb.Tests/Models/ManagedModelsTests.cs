using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Models.Managed;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Models;

/// <summary>Model servers and decisions of administrators, on the real application.</summary>
public sealed class ManagedModelsTests(ServerWithModel server) : IClassFixture<ServerWithModel>, IAsyncLifetime
{
    private const string Secret = "sk-managed-secret";

    private HttpClient _admin = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _admin = await server.App.SignInByTokenAsync(await server.App.AddAdministratorAsync());

    public ValueTask DisposeAsync()
    {
        _admin.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Server_AddedWhileRunning_AnswersAndGoesAgain()
    {
        await using var box = await FakeModelServer.StartAsync();
        var id = await AddAsync("box", box);

        await Eventually.TrueAsync(async () => (await ModelsAsync()).Any(m => (string?)m!["key"] == "box/fake"), "the new server has told its models");
        using (var test = await _admin.PostAsync("/api/v1/admin/model-servers/box/test", content: null, Cancellation))
        {
            var result = (await test.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
            Assert.True((bool)result["works"]!, result.ToJsonString());
            Assert.Equal("fake", (string?)result["asked"]);
            Assert.True((double)result["answered_in_ms"]! > 0);
        }

        box.Enqueue(ModelScript.Reply("From the box."));
        var events = await _admin.StreamAsync("/api/v1/chat/stream", new { message = "hello", model = "box/fake" }).ToListAsync(Cancellation);
        Assert.Equal("done", (string?)events[^1].Body["type"]);

        var text = await _admin.GetStringAsync("/api/v1/admin/models", Cancellation);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        await using (var db = server.App.OpenDatabase())
        {
            var stored = await db.ManagedEndpoints.AsNoTracking().SingleAsync(e => e.Name == "box", Cancellation);
            Assert.DoesNotContain(Secret, stored.ProtectedApiKey, StringComparison.Ordinal);
            Assert.All(await db.Audit.Where(e => e.Action == AuditActions.EndpointChanged).ToListAsync(Cancellation), e => Assert.DoesNotContain(Secret, e.Detail, StringComparison.Ordinal));
        }

        using var removed = await _admin.DeleteAsync($"/api/v1/admin/model-servers/{id}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.DoesNotContain(await ModelsAsync(), m => (string?)m!["server"] == "box");
        using var refused = await _admin.PostAsJsonAsync("/api/v1/chat", new { message = "hello", model = "box/fake" }, Cancellation);
        await refused.IsProblemAsync(HttpStatusCode.BadRequest, "model_unknown");
    }

    [Fact]
    public async Task Server_OtherAddress_IsNotSavedWithTheKeyOfTheOneBefore()
    {
        await using var box = await FakeModelServer.StartAsync();
        await using var other = await FakeModelServer.StartAsync();
        var path = "/api/v1/admin/model-servers/" + await AddAsync("moved", box);

        using (var refused = await _admin.PutAsJsonAsync(path, new { name = "moved", base_url = other.BaseUrl.ToString() }, Cancellation))
        {
            await refused.IsProblemAsync(HttpStatusCode.BadRequest, "endpoint_key_needed");
        }

        await using (var db = server.App.OpenDatabase())
        {
            Assert.Equal(box.BaseUrl.ToString(), (await db.ManagedEndpoints.AsNoTracking().SingleAsync(e => e.Name == "moved", Cancellation)).BaseUrl);
        }

        // Another path of the same server keeps it; another server takes the key that is given, or none.
        foreach (var body in new object[]
        {
            new { name = "moved", base_url = box.BaseUrl + "/" },
            new { name = "moved", base_url = other.BaseUrl.ToString(), api_key = Secret },
            new { name = "moved", base_url = box.BaseUrl.ToString(), api_key = "" },
            new { name = "moved", base_url = other.BaseUrl.ToString() },
        })
        {
            using var saved = await _admin.PutAsJsonAsync(path, body, Cancellation);
            Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        }

        using var removed = await _admin.DeleteAsync(path, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
    }

    [Fact]
    public async Task Test_OtherAddress_IsNotSentTheKeyOfTheOneBefore()
    {
        await using var box = await FakeModelServer.StartAsync();
        await using var other = await FakeModelServer.StartAsync();
        var id = Guid.Parse(await AddAsync("tried", box));
        var test = server.App.Container.GetRequiredService<TestEndpoint>();

        foreach (var asked in new[] { box, other })
        {
            var result = await test.RunAsync(new("tried", asked.BaseUrl.ToString()), id, Cancellation);
            Assert.Null(result.Value!.Error);
        }

        Assert.Contains(Secret, KeyOf(box.Requests[^1]), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, KeyOf(other.Requests[^1]), StringComparison.Ordinal);
        using var removed = await _admin.DeleteAsync($"/api/v1/admin/model-servers/{id}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
    }

    [Fact]
    public async Task Server_ThatIsDefault_IsNotRemoved()
    {
        await using var box = await FakeModelServer.StartAsync();
        var id = await AddAsync("first-choice", box);
        using (var put = await _admin.PutAsJsonAsync("/api/v1/config/Models", new Dictionary<string, string> { ["Default"] = "first-choice/fake" }, Cancellation))
        {
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        }

        using (var refused = await _admin.DeleteAsync($"/api/v1/admin/model-servers/{id}", Cancellation))
        {
            await refused.IsProblemAsync(HttpStatusCode.Conflict, "endpoint_in_use");
        }

        using (var put = await _admin.PutAsJsonAsync("/api/v1/config/Models", new Dictionary<string, string?> { ["Default"] = null }, Cancellation))
        {
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        }

        using var removed = await _admin.DeleteAsync($"/api/v1/admin/model-servers/{id}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
    }

    [Theory]
    [InlineData("fake", "http://127.0.0.1:1/v1")] // The configuration has one of that name.
    [InlineData("offline", "http://127.0.0.1:1/v1")]
    [InlineData("a/b", "http://127.0.0.1:1/v1")]
    [InlineData("", "http://127.0.0.1:1/v1")]
    [InlineData("fine", "ftp://127.0.0.1/v1")]
    [InlineData("fine", "http://user:secret@127.0.0.1/v1")]
    public async Task Server_ThatCannotBe_IsRefused(string name, string url)
    {
        using var answer = await _admin.PostAsJsonAsync("/api/v1/admin/model-servers", new { name, base_url = url }, Cancellation);
        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "endpoint_invalid");
    }

    [Fact]
    public async Task Test_ServerThatIsAway_SaysSoInASentence()
    {
        using var added = await _admin.PostAsJsonAsync("/api/v1/admin/model-servers", new { name = "away", base_url = "http://127.0.0.1:1/v1" }, Cancellation);
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);

        using var test = await _admin.PostAsync("/api/v1/admin/model-servers/away/test", content: null, Cancellation);
        var result = (await test.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;

        Assert.False((bool)result["works"]!);
        Assert.Equal("upstream_network", (string?)result["code"]);
        Assert.Contains("cannot be reached", (string?)result["error"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_Restricted_IsForThoseWhoWereChosen()
    {
        var chosen = await server.App.AddUserAsync();
        using var ada = await server.App.SignInByTokenAsync(chosen);
        using var bob = await server.App.SignInByTokenAsync(await server.App.AddUserAsync());
        try
        {
            await DecideAsync("fake/small", new { use = "chosen", users = new[] { chosen.Email } });

            using (var refused = await bob.PostAsJsonAsync("/api/v1/chat", new { message = "hello", model = "fake/small" }, Cancellation))
            {
                await refused.IsProblemAsync(HttpStatusCode.Forbidden, "model_forbidden");
            }

            // Who did not choose gets one that they may use.
            var events = await bob.StreamAsync("/api/v1/chat/stream", new { message = "What is 2 + 2?" }).ToListAsync(Cancellation);
            Assert.Equal("done", (string?)events[^1].Body["type"]);
            await using (var db = server.App.OpenDatabase())
            {
                Assert.Equal("offline/assistant", (await db.Jobs.OrderByDescending(j => j.Seq).FirstAsync(Cancellation)).ModelKey);
            }

            foreach (var client in new[] { ada, _admin })
            {
                server.Model.Enqueue(ModelScript.Reply("Yes."));
                var answered = await client.StreamAsync("/api/v1/chat/stream", new { message = "hello", model = "fake/small" }).ToListAsync(Cancellation);
                Assert.Equal("done", (string?)answered[^1].Body["type"]);
            }
        }
        finally
        {
            await DecideAsync("fake/small", new { use = "everybody" });
        }
    }

    [Fact]
    public async Task Model_DecisionWithoutUse_LeavesWhoMayUseIt()
    {
        var chosen = await server.App.AddUserAsync();
        try
        {
            await DecideAsync("fake/small", new { use = "chosen", users = new[] { chosen.Email } });
            await DecideAsync("fake/small", new { input_price = 2.5 });

            var restricted = (await ModelsAsync()).Single(m => (string?)m!["key"] == "fake/small")!;
            Assert.Equal(("chosen", 2.5m), ((string?)restricted["use"], (decimal)restricted["input_price"]!));
            Assert.Equal([chosen.Email], restricted["users"]!.AsArray().Select(user => (string)user!));

            await DecideAsync("fake/small", new { use = "nobody" });
            await DecideAsync("fake/small", new { input_price = 3.5 });
            Assert.Contains(await ModelsAsync(), m => (string?)m!["key"] == "fake/small" && (string?)m["use"] == "nobody");
        }
        finally
        {
            await DecideAsync("fake/small", new { use = "everybody" });
        }
    }

    [Fact]
    public async Task Model_SwitchedOff_IsNoChoiceForAnybody()
    {
        try
        {
            await DecideAsync("fake/small", new { use = "nobody" });
            using var refused = await _admin.PostAsJsonAsync("/api/v1/chat", new { message = "hello", model = "fake/small" }, Cancellation);
            await refused.IsProblemAsync(HttpStatusCode.BadRequest, "model_unknown");
            Assert.Contains(await ModelsAsync(), m => (string?)m!["key"] == "fake/small" && (string?)m["use"] == "nobody");
        }
        finally
        {
            await DecideAsync("fake/small", new { use = "everybody" });
        }
    }

    [Fact]
    public async Task Model_PriceAndLimit_CountOverTheConfiguration()
    {
        await DecideAsync("fake/small", new { max_concurrency = 3, input_price = 1.5, output_price = 6 });

        var model = (await ModelsAsync()).Single(m => (string?)m!["key"] == "fake/small")!;
        Assert.Equal((3, 1.5m, 6m), ((int)model["max_concurrency"]!, (decimal)model["input_price"]!, (decimal)model["output_price"]!));

        using var unknown = await _admin.PutAsJsonAsync("/api/v1/admin/models/fake/small", new { use = "chosen", users = new[] { "nobody@example.org" } }, Cancellation);
        Assert.Contains("nobody@example.org", (string?)(await unknown.IsProblemAsync(HttpStatusCode.BadRequest, "user_unknown"))["detail"], StringComparison.Ordinal);
        using var negative = await _admin.PutAsJsonAsync("/api/v1/admin/models/fake/small", new { input_price = -1 }, Cancellation);
        await negative.IsProblemAsync(HttpStatusCode.BadRequest, "policy_invalid");
    }

    [Fact]
    public async Task Models_NoAdministrator_IsForbidden()
    {
        using var user = await server.App.SignInByTokenAsync(await server.App.AddUserAsync());
        using var list = await user.GetAsync("/api/v1/admin/models", Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, list.StatusCode);
        using var add = await user.PostAsJsonAsync("/api/v1/admin/model-servers", new { name = "mine", base_url = "http://127.0.0.1:1/v1" }, Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, add.StatusCode);
    }

    private static string KeyOf(RecordedRequest request) => request.Headers.GetValueOrDefault("Authorization", "");

    private async Task<string> AddAsync(string name, FakeModelServer box)
    {
        using var added = await _admin.PostAsJsonAsync("/api/v1/admin/model-servers", new { name, base_url = box.BaseUrl.ToString(), api_key = Secret }, Cancellation);
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        return (string)(await added.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["id"]!;
    }

    private async Task DecideAsync(string key, object decision)
    {
        using var answer = await _admin.PutAsJsonAsync("/api/v1/admin/models/" + key, decision, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private async Task<JsonArray> ModelsAsync() =>
        (await _admin.GetFromJsonAsync<JsonNode>("/api/v1/admin/models", Cancellation))!["models"]!.AsArray();
}
