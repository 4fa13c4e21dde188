using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Audit;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Accounts;

/// <summary>What an administrator does to accounts, over the API.</summary>
public sealed class UserAdministrationTests : IAsyncLifetime
{
    private readonly TestServer _server = new() { Settings = { ["Accounts:Registration"] = "Invite" } };
    private TestUser _adminUser = null!;
    private HttpClient _admin = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        _adminUser = await _server.AddAdministratorAsync();
        _admin = await _server.SignInByTokenAsync(_adminUser);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task List_SearchSortAndPages_GiveWhatIsAskedFor()
    {
        foreach (var name in new[] { "zoe", "yuri", "yurik" })
        {
            await _server.AddUserAsync(email: name + "@people.test");
        }

        Assert.Equal(["yuri@people.test", "yurik@people.test"], await EmailsAsync("?query=YURI&size=10"));
        Assert.Equal(["yurik@people.test"], await EmailsAsync("?query=yuri&size=1&page=2"));
        Assert.Equal("yurik@people.test", (await EmailsAsync("?order=created&size=1"))[0]);
        using var wrong = await _admin.GetAsync("/api/v1/admin/users?size=0", Cancellation);
        await wrong.IsProblemAsync(HttpStatusCode.BadRequest, "page_invalid");
    }

    [Fact]
    public async Task Create_ThenLockAndUnlock_OpensAndClosesTheDoor()
    {
        var made = await SendAsync(HttpMethod.Post, "", new { email = "new@people.test", password = TestUser.Password }, HttpStatusCode.Created);
        var id = (string)made["user_id"]!;
        Assert.Equal("User", (string?)made["role"]);
        var user = new TestUser(default, "new@people.test");
        using var signedIn = await _server.SignInByTokenAsync(user);

        Assert.True((bool)(await SendAsync(HttpMethod.Post, $"/{id}/lock"))["locked"]!);

        using var refused = await signedIn.GetAsync("/api/v1/sessions", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.False((bool)(await SendAsync(HttpMethod.Post, $"/{id}/unlock"))["locked"]!);
        using var again = await _server.SignInByTokenAsync(user);
        Assert.Equal(
            [AuditActions.UserCreated, AuditActions.UserLocked, AuditActions.UserUnlocked],
            await AuditedAsync(id, action => action.StartsWith("user.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("lock")]
    [InlineData("role")]
    [InlineData("delete")]
    public async Task LastAdministrator_CannotGo(string how)
    {
        var locked = await _server.AddAdministratorAsync();
        await SendAsync(HttpMethod.Post, $"/{Public(locked)}/lock"); // One who cannot sign in does not count.

        using var response = await RemoveAsync(_adminUser, how);

        await response.IsProblemAsync(HttpStatusCode.Conflict, "last_administrator");
        using var still = await _admin.GetAsync("/api/v1/admin/users", Cancellation);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task LastAdministrator_TwoWhoRemoveEachOtherAtOnce_LeaveOne()
    {
        var other = await _server.AddAdministratorAsync();
        var changeRole = _server.Container.GetRequiredService<ChangeRole>();

        var results = await Task.WhenAll(
            changeRole.RunAsync(_adminUser.Id, Roles.User, Cancellation),
            changeRole.RunAsync(other.Id, Roles.User, Cancellation));

        Assert.Single(results, r => r.Succeeded);
        Assert.Single(results, r => r.Error?.Code == "last_administrator");
    }

    [Fact]
    public async Task Role_Changed_CountsAtTheNextSignIn()
    {
        var user = await _server.AddUserAsync();
        using var before = await _server.SignInByTokenAsync(user);
        Assert.Equal("Admin", (string?)(await SendAsync(HttpMethod.Put, $"/{Public(user)}/role", new { role = "Admin" }))["role"]);

        using var out_ = await before.GetAsync("/api/v1/sessions", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, out_.StatusCode);
        using var after = await _server.SignInByTokenAsync(user);
        using var admin = await after.GetAsync("/api/v1/admin/users", Cancellation);
        Assert.Equal(HttpStatusCode.OK, admin.StatusCode);
    }

    [Fact]
    public async Task Invite_WithAnAddress_WorksOnceAndForThatAddress()
    {
        using var response = await _admin.PostAsJsonAsync("/api/v1/admin/invitations", new { email = "guest@people.test" }, Cancellation);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var url = new Uri((string)(await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!["url"]!);
        using var client = _server.CreateClient();
        Assert.Contains("value=\"guest@people.test\"", await client.GetStringAsync(url, Cancellation), StringComparison.Ordinal);

        using var other = await client.SubmitAsync(url.PathAndQuery, new() { ["Email"] = "else@people.test", ["Password"] = TestUser.Password });
        Assert.Contains("data-code=\"invitation_for_another\"", await other.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var weak = await client.SubmitAsync(url.PathAndQuery, new() { ["Email"] = "guest@people.test", ["Password"] = "short" });
        Assert.Contains("data-code=\"password_too_short\"", await weak.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var made = await client.SubmitAsync(url.PathAndQuery, new() { ["Email"] = "Guest@people.test", ["Password"] = TestUser.Password });
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);

        Assert.Contains("This invitation no longer works", await client.GetStringAsync(url, Cancellation), StringComparison.Ordinal);
        Assert.DoesNotContain("guest@people.test", await _admin.GetStringAsync("/api/v1/admin/invitations", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invite_SameLinkTwiceAtOnce_MakesOneAccount()
    {
        using var response = await _admin.PostAsJsonAsync("/api/v1/admin/invitations", new { role = "Admin" }, Cancellation);
        var secret = ((string)(await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!["url"]!).Split('=')[1];
        using var client = _server.CreateClient();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => client.PostAsJsonAsync(
            "/api/v1/auth/register", new { email = $"rush{i}@people.test", password = TestUser.Password, invitation = secret }, Cancellation)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        await using var db = _server.OpenDatabase();
        Assert.Equal(1, await db.Users.CountAsync(u => u.Email!.StartsWith("rush"), Cancellation));
    }

    [Fact]
    public async Task Invite_Revoked_NoLongerWorks()
    {
        using var response = await _admin.PostAsJsonAsync("/api/v1/admin/invitations", new { }, Cancellation);
        var made = (await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!;
        using var revoked = await _admin.DeleteAsync("/api/v1/admin/invitations/" + (string)made["details"]!["invitation_id"]!, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        using var client = _server.CreateClient();
        using var register = await client.PostAsJsonAsync(
            "/api/v1/auth/register", new { email = "late@people.test", password = TestUser.Password, invitation = ((string)made["url"]!).Split('=')[1] }, Cancellation);
        await register.IsProblemAsync(HttpStatusCode.Forbidden, "invitation_invalid");
    }

    [Theory]
    [InlineData("lock")]
    [InlineData("role")]
    [InlineData("delete")]
    public async Task Invite_MakerIsNoAdministratorAnyMore_NoLongerWorks(string how)
    {
        var maker = await _server.AddAdministratorAsync();
        using var makers = await _server.SignInByTokenAsync(maker);
        using var response = await makers.PostAsJsonAsync("/api/v1/admin/invitations", new { role = "Admin" }, Cancellation);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var secret = ((string)(await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!["url"]!).Split('=')[1];

        using var removed = await RemoveAsync(maker, how);
        Assert.True(removed.IsSuccessStatusCode, removed.StatusCode.ToString());

        using var client = _server.CreateClient();
        using var register = await client.PostAsJsonAsync(
            "/api/v1/auth/register", new { email = "back@people.test", password = TestUser.Password, invitation = secret }, Cancellation);
        await register.IsProblemAsync(HttpStatusCode.Forbidden, "invitation_invalid");
    }

    [Fact]
    public async Task ResetLink_SetsThePasswordOnceAndEndsSignIns()
    {
        var user = await _server.AddUserAsync();
        using var before = await _server.SignInByTokenAsync(user);
        var url = new Uri((string)(await SendAsync(HttpMethod.Post, $"/{Public(user)}/reset"))["url"]!);
        using var client = _server.CreateClient();

        using var set = await client.SubmitAsync(url.PathAndQuery, new() { ["NewPassword"] = "a brand new password" });

        Assert.Contains("The password is set", await set.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var out_ = await before.GetAsync("/api/v1/sessions", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, out_.StatusCode);
        Assert.Contains("This link no longer works", await client.GetStringAsync(url, Cancellation), StringComparison.Ordinal);
        using var login = await client.PostAsJsonAsync("/api/v1/auth/login", new { email = user.Email, password = "a brand new password" }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
    }

    [Fact]
    public async Task Unknown_Account_IsNotFound()
    {
        foreach (var (method, path) in new[] { ("GET", ""), ("PUT", "/limits"), ("PUT", "/role"), ("POST", "/lock"), ("POST", "/unlock"), ("POST", "/reset"), ("DELETE", "") })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/admin/users/user-{Guid.CreateVersion7():D}{path}")
            {
                Content = method == "PUT" ? JsonContent.Create(new { role = "User" }) : null,
            };
            using var response = await _admin.SendAsync(request, Cancellation);
            await response.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
        }
    }

    private static string Public(TestUser user) => "user-" + user.Id.ToString("D");

    private Task<HttpResponseMessage> RemoveAsync(TestUser user, string how) => how switch
    {
        "lock" => _admin.PostAsync($"/api/v1/admin/users/{Public(user)}/lock", content: null, Cancellation),
        "role" => _admin.PutAsJsonAsync($"/api/v1/admin/users/{Public(user)}/role", new { role = "User" }, Cancellation),
        _ => _admin.DeleteAsync($"/api/v1/admin/users/{Public(user)}", Cancellation),
    };

    private async Task<IReadOnlyList<string>> EmailsAsync(string query)
    {
        var page = await _admin.GetFromJsonAsync<JsonObject>("/api/v1/admin/users" + query, Cancellation);
        return [.. page!["users"]!.AsArray().Select(user => (string)user!["email"]!)];
    }

    private async Task<IReadOnlyList<string>> AuditedAsync(string publicId, Func<string, bool> wanted)
    {
        var id = publicId["user-".Length..];
        await using var db = _server.OpenDatabase();
        return [.. (await db.Audit.Where(a => a.TargetId == id).OrderBy(a => a.Seq).Select(a => a.Action).ToListAsync(Cancellation)).Where(wanted)];
    }

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, object? body = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/admin/users" + path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await _admin.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == expected, $"{response.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }
}
