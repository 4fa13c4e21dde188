using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json.Nodes;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Audit;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Accounts;

/// <summary>What a key opens, and when it no longer does. The clock is the test's.</summary>
public sealed class ApiKeyTests : IAsyncLifetime
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    private readonly ManualTime _time = new();
    private readonly TestServer _server;
    private TestUser _admin = null!;
    private TestUser _user = null!;

    public ApiKeyTests() => _server = new TestServer { Time = _time };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        _admin = await _server.AddAdministratorAsync();
        _user = await _server.AddUserAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Create_Key_IsShownOnceAndStoredAsAHash()
    {
        using var client = await _server.SignInByTokenAsync(_user);

        using var response = await client.PostAsJsonAsync("/api/v1/keys", new { name = " Backup ", scopes = new[] { "read" }, expires_in_days = 30 }, Cancellation);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var made = (await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!;
        var text = (string)made["key"]!;
        Assert.StartsWith("aw_", text, StringComparison.Ordinal);
        Assert.Equal(46, text.Length); // 256 bits in base 64.
        Assert.Equal("Backup", (string?)made["details"]!["name"]);
        var listed = await client.GetStringAsync("/api/v1/keys", Cancellation);
        Assert.Contains("Backup", listed, StringComparison.Ordinal);
        Assert.DoesNotContain(text, listed, StringComparison.Ordinal);
        await using var db = _server.OpenDatabase();
        var stored = await db.ApiKeys.SingleAsync(Cancellation);
        Assert.DoesNotContain(text[4..], stored.Hash + stored.Prefix, StringComparison.Ordinal);
        Assert.Equal(30, (int)(stored.ExpiresAt - stored.CreatedAt)!.Value.TotalDays);
    }

    [Theory]
    [InlineData("", "read", null, "key_name_invalid")]
    [InlineData("x", "", null, "scopes_invalid")]
    [InlineData("x", "everything", null, "scopes_invalid")]
    [InlineData("x", "admin", null, "scope_not_allowed")]
    [InlineData("x", "read", 0, "key_days_invalid")]
    public async Task Create_BrokenRule_NamesIt(string name, string scope, int? days, string code)
    {
        var made = await Get<CreateApiKey>().RunAsync(_user.Id, new(name, scope.Length == 0 ? [] : [scope], days), Cancellation);
        Assert.Equal(code, made.Error?.Code);
    }

    [Theory]
    [InlineData("chat", "GET", "/api/v1/sessions", null)]
    [InlineData("chat", "POST", "/api/v1/sessions", null)]
    [InlineData("chat", "GET", "/api/v1/files/list", "scope_missing")]
    [InlineData("files", "GET", "/api/v1/files/list", null)]
    [InlineData("files", "POST", "/api/v1/sessions", "scope_missing")]
    [InlineData("read", "GET", "/api/v1/sessions", null)]
    [InlineData("read", "GET", "/api/v1/files/list", null)]
    [InlineData("read", "POST", "/api/v1/sessions", "scope_missing")]
    [InlineData("read", "GET", "/api/v1/admin/queue", "scope_missing")]
    [InlineData("chat", "GET", "/api/v1/keys", "key_not_allowed")]
    [InlineData("chat", "GET", "/api/v1/account/export", "key_not_allowed")]
    [InlineData("chat", "POST", "/api/v1/auth/logout", "key_not_allowed")]
    [InlineData("admin", "GET", "/api/v1/admin/queue", null)]
    [InlineData("admin", "GET", "/api/v1/sessions", "scope_missing")]
    public async Task Call_ByKey_NeedsItsScope(string scope, string method, string path, string? refusal)
    {
        using var client = await ClientAsync(scope == "admin" ? _admin : _user, scope);
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "GET" ? null : JsonContent.Create(new { }) };

        using var response = await client.SendAsync(request, Cancellation);

        if (refusal is null)
        {
            Assert.True(response.IsSuccessStatusCode, response.StatusCode.ToString());
        }
        else
        {
            await response.IsProblemAsync(HttpStatusCode.Forbidden, refusal);
        }
    }

    [Fact]
    public async Task Call_KeyInPlaceOfAToken_CountsAndAPageIgnoresIt()
    {
        var text = await KeyAsync(_user, "read");
        using var client = _server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", text);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));

        using var visitor = _server.CreateClient();
        visitor.DefaultRequestHeaders.Add("X-API-Key", text);
        using var page = await visitor.GetAsync("/account/password", Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        visitor.DefaultRequestHeaders.Remove("X-API-Key");
        visitor.DefaultRequestHeaders.Add("X-API-Key", text + "x");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(visitor));
    }

    [Theory]
    [InlineData("revoked")]
    [InlineData("expired")]
    [InlineData("locked")]
    [InlineData("deleted")]
    public async Task Key_AfterAChangeOnAnotherNode_IsOutInTimeWithItsStreams(string change)
    {
        using var client = await ClientAsync(_user, "read", days: 1);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));
        Guid keyId;
        await using (var db = _server.OpenDatabase())
        {
            keyId = await db.ApiKeys.Select(k => k.Id).SingleAsync(Cancellation);
        }

        var principal = new ClaimsPrincipal(new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, _user.Id.ToString()), new(UserClaims.KeyId, keyId.ToString("N"))], "test"));
        using var watch = Get<IUserAccess>().Watch(principal);
        Assert.True(await Get<IUserAccess>().IsCurrentAsync(principal, Cancellation));

        await ChangeAsync(change);

        _time.Advance(Promised);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client));
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(UserAccess.Freshness);
                return watch.Ended.IsCancellationRequested;
            },
            "the stream ends");
    }

    [Fact]
    public async Task Key_AfterItsOwnerIsNoAdministratorAnyMore_AdministersNoMore()
    {
        using var client = await ClientAsync(_admin, "admin");
        await using var db = _server.OpenDatabase();
        await db.UserRoles.Where(r => r.UserId == _admin.Id).ExecuteDeleteAsync(Cancellation);
        using var response = await client.GetAsync("/api/v1/admin/queue", Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Use_IsWrittenWithinAMinuteAndAuditedOnce()
    {
        using var client = await ClientAsync(_user, "read");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));

        await Eventually.TrueAsync(
            async () =>
            {
                _time.Advance(RecentUse.Interval / 4);
                return (await Get<ListApiKeys>().RunAsync(_user.Id, Cancellation))[0] is { LastUsedAt: not null, LastUsedAddress: "127.0.0.1" };
            },
            "the use is written down");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));
        await using var db = _server.OpenDatabase();
        Assert.Equal("127.0.0.1", (await db.Audit.SingleAsync(a => a.Action == AuditActions.KeyUsed, Cancellation)).Address);
        Assert.NotNull((await db.Users.SingleAsync(u => u.Id == _user.Id, Cancellation)).LastActiveAt);
    }

    [Fact]
    public async Task Revoke_SomebodyElses_IsNotFoundUnlessOneAdministers()
    {
        await KeyAsync(_user, "read");
        var id = "key-" + (await Get<ListApiKeys>().RunAsync(_user.Id, Cancellation))[0].Id.ToString("D");
        using var other = await _server.SignInByTokenAsync(await _server.AddUserAsync());
        using var notTheirs = await other.DeleteAsync("/api/v1/keys/" + id, Cancellation);
        await notTheirs.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
        using var forbidden = await other.DeleteAsync("/api/v1/admin/keys/" + id, Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);

        using var admin = await _server.SignInByTokenAsync(_admin);
        Assert.Contains(_user.Email, await admin.GetStringAsync("/api/v1/admin/keys", Cancellation), StringComparison.Ordinal);
        using var revoked = await admin.DeleteAsync("/api/v1/admin/keys/" + id, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        using var again = await admin.DeleteAsync("/api/v1/admin/keys/" + id, Cancellation);
        await again.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
        await using var db = _server.OpenDatabase();
        Assert.Equal(_admin.Id, (await db.Audit.SingleAsync(a => a.Action == AuditActions.KeyRevoked, Cancellation)).ActorId);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client)
    {
        using var response = await client.GetAsync("/api/v1/sessions", Cancellation);
        return response.StatusCode;
    }

    private T Get<T>()
        where T : notnull => _server.Container.GetRequiredService<T>();

    private async Task<string> KeyAsync(TestUser owner, string scope, int? days = null)
    {
        var made = await Get<CreateApiKey>().RunAsync(owner.Id, new("test", [scope], days), Cancellation);
        Assert.True(made.Succeeded, made.Error?.Message);
        return made.Value.Text;
    }

    private async Task<HttpClient> ClientAsync(TestUser owner, string scope, int? days = null)
    {
        var client = _server.CreateClient();
        client.DefaultRequestHeaders.Add("X-API-Key", await KeyAsync(owner, scope, days));
        return client;
    }

    private async Task ChangeAsync(string change)
    {
        await using var db = _server.OpenDatabase();
        var now = _time.GetUtcNow();
        _ = change switch
        {
            "revoked" => await db.ApiKeys.ExecuteUpdateAsync(set => set.SetProperty(k => k.RevokedAt, now), Cancellation),
            "locked" => await db.Users.Where(u => u.Id == _user.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.LockoutEnd, Lockout.Permanent), Cancellation),
            "deleted" => await db.Users.Where(u => u.Id == _user.Id).ExecuteDeleteAsync(Cancellation),
            _ => 0,
        };
        if (change == "expired")
        {
            _time.Advance(TimeSpan.FromDays(1));
        }
    }
}
