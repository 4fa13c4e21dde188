using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Audit;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Accounts;

public sealed class SignInListTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private readonly TestServer _server;

    public SignInListTests() => _server = new TestServer { Time = _time };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        await _server.AddAdministratorAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task List_TwoSignIns_MarksThisOneAndEndsTheOther()
    {
        var user = await _server.AddUserAsync();
        using var other = await _server.SignInByTokenAsync(user);
        using var here = await _server.SignInByTokenAsync(user);

        var listed = await ListAsync(here);

        Assert.Equal(2, listed.Count);
        Assert.Single(listed, s => (bool)s!["current"]!);
        Assert.All(listed, s => Assert.Equal("127.0.0.1", (string?)s!["address"]));
        var id = (string)listed.Single(s => !(bool)s!["current"]!)!["sign_in_id"]!;
        using var ended = await here.DeleteAsync("/api/v1/account/signins/" + id, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        using var out_ = await other.GetAsync("/api/v1/antiforgery", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, out_.StatusCode);
        Assert.Single(await ListAsync(here));
        using var again = await here.DeleteAsync("/api/v1/account/signins/" + id, Cancellation);
        await again.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task SignIn_IsWhenItsOwnerWasActiveLast()
    {
        var user = await _server.AddUserAsync();

        using var here = await _server.SignInByTokenAsync(user);

        await using var db = _server.OpenDatabase();
        Assert.Equal(_time.GetUtcNow(), await db.Users.Where(u => u.Email == user.Email).Select(u => u.LastActiveAt).SingleAsync(Cancellation));
    }

    [Fact]
    public async Task SignOutEverywhere_EndsThisOneToo()
    {
        var user = await _server.AddUserAsync();
        using var cookie = await _server.SignInByCookieAsync(user);
        using var here = await _server.SignInByTokenAsync(user);

        using var response = await here.DeleteAsync("/api/v1/account/signins", Cancellation);

        Assert.Equal(2, (int)(await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!["ended"]!);
        foreach (var client in new[] { cookie, here })
        {
            using var refused = await client.GetAsync("/api/v1/antiforgery", Cancellation);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }
    }

    [Fact]
    public async Task LastSeen_IsWrittenWithinAMinute()
    {
        var user = await _server.AddUserAsync();
        using var here = await _server.SignInByTokenAsync(user);
        _time.Advance(TimeSpan.FromMinutes(10));
        await ListAsync(here);

        await Eventually.TrueAsync(
            async () =>
            {
                _time.Advance(RecentUse.Interval / 4);
                await using var db = _server.OpenDatabase();
                return await db.SignInSessions.AnyAsync(s => s.OwnerId == user.Id && s.LastSeenAt > s.CreatedAt, Cancellation);
            },
            "the use is written down");
    }

    [Fact]
    public async Task SignIn_RightAndWrong_AreAudited()
    {
        var user = await _server.AddUserAsync();
        using var client = _server.CreateClient();
        using var wrong = await client.PostAsJsonAsync("/api/v1/auth/login", new { email = user.Email, password = "wrong password" }, Cancellation);
        await client.LogInAsync(user);

        await using var db = _server.OpenDatabase();
        var failed = await db.Audit.SingleAsync(a => a.Action == AuditActions.SignInFailed, Cancellation);
        Assert.Equal((user.Email, "invalid_credentials", "127.0.0.1"), (failed.Target, failed.Detail, failed.Address));
        Assert.Null(failed.ActorId);
        var signedIn = await db.Audit.SingleAsync(a => a.Action == AuditActions.SignedIn, Cancellation);
        Assert.Equal((user.Id, user.Email), (signedIn.ActorId, signedIn.Actor));
    }

    private static async Task<JsonArray> ListAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonObject>("/api/v1/account/signins", Cancellation))!["sign_ins"]!.AsArray();
}
