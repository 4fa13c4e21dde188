using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.Core.Accounts;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Api;

public sealed class AuthApiTests(OpenServer server) : IClassFixture<OpenServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Login_RightPassword_GivesTokensThatOpenTheApi()
    {
        var user = await server.AddUserAsync();
        using var client = server.CreateClient();

        var tokens = await client.LogInAsync(user);

        Assert.Equal("Bearer", (string?)tokens["token_type"]);
        Assert.Equal(3600, (int?)tokens["expires_in"]);
        client.DefaultRequestHeaders.Authorization = new("Bearer", (string?)tokens["access_token"]);
        using var response = await client.GetAsync("/api/v1/antiforgery", Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Login_EmailInOtherCase_SignsIn()
    {
        var user = await server.AddUserAsync(email: "Somebody.Else@Example.org");
        using var client = server.CreateClient();
        using var response = await PostAsync(client, "login", new { email = " somebody.else@EXAMPLE.ORG ", password = TestUser.Password });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Somebody.Else@Example.org", user.Email);
    }

    [Theory]
    [InlineData("nobody@example.org", "wrong password")]
    [InlineData("not an address", "wrong password")]
    [InlineData("", "")]
    [InlineData(null, null)]
    [InlineData("nobody@example.org\0", "x")]
    public async Task Login_UnknownCredentials_AreRefused(string? email, string? password)
    {
        using var client = server.CreateClient();
        using var response = await PostAsync(client, "login", new { email, password });
        await response.IsProblemAsync(HttpStatusCode.Unauthorized, "invalid_credentials");
    }

    [Fact]
    public async Task Register_Open_MakesAUserWhoCanSignIn()
    {
        using var client = server.CreateClient();
        var user = new TestUser(default, "new.one@example.org");

        using var response = await PostAsync(client, "register", new { email = user.Email, password = TestUser.Password });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.NotNull(await client.LogInAsync(user));
    }

    [Theory]
    [InlineData("plain", "long enough password", "invalid_email")]
    [InlineData("a@b@c", "long enough password", "invalid_email")]
    [InlineData("@example.org", "long enough password", "invalid_email")]
    [InlineData("name@", "long enough password", "invalid_email")]
    [InlineData("two words@example.org", "long enough password", "invalid_email")]
    [InlineData("zero\u200bwidth@example.org", "long enough password", "invalid_email")]
    [InlineData("line\nbreak@example.org", "long enough password", "invalid_email")]
    [InlineData(null, "long enough password", "invalid_email")]
    [InlineData("fine@example.org", "123456789", "password_too_short")]
    [InlineData("fine@example.org", "", "password_too_short")]
    [InlineData("fine@example.org", null, "password_too_short")]
    public async Task Register_InputThatBreaksARule_NamesTheRuleAndStoresNothing(string? email, string? password, string code)
    {
        using var client = server.CreateClient();

        using var response = await PostAsync(client, "register", new { email, password });

        await response.IsProblemAsync(HttpStatusCode.BadRequest, code);
        await using var db = server.OpenDatabase();
        Assert.False(db.Users.Any(u => u.Email == email));
    }

    [Fact]
    public async Task Register_TooLong_IsRefused()
    {
        using var client = server.CreateClient();
        using var password = await PostAsync(client, "register", new { email = "fine@example.org", password = new string('x', 129) });
        await password.IsProblemAsync(HttpStatusCode.BadRequest, "password_too_long");
        using var email = await PostAsync(client, "register", new { email = new string('x', 250) + "@b.de", password = TestUser.Password });
        await email.IsProblemAsync(HttpStatusCode.BadRequest, "invalid_email");
    }

    [Fact]
    public async Task Register_SameAddressAtOnce_MakesOneAccount()
    {
        using var client = server.CreateClient();
        var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            PostAsync(client, "register", new { email = "rush@example.org", password = TestUser.Password })));

        Assert.Single(responses, r => r.StatusCode == HttpStatusCode.Created);
        foreach (var refused in responses.Where(r => r.StatusCode != HttpStatusCode.Created))
        {
            await refused.IsProblemAsync(HttpStatusCode.Conflict, "email_taken");
        }
    }

    [Fact]
    public async Task Refresh_GoodToken_GivesTokensThatWork()
    {
        using var client = server.CreateClient();
        var tokens = await client.LogInAsync(await server.AddUserAsync());

        using var response = await PostAsync(client, "refresh", new { refresh_token = (string?)tokens["refresh_token"] });

        var fresh = await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation);
        client.DefaultRequestHeaders.Authorization = new("Bearer", (string?)fresh!["access_token"]);
        using var used = await client.GetAsync("/api/v1/antiforgery", Cancellation);
        Assert.Equal(HttpStatusCode.OK, used.StatusCode);
    }

    [Fact]
    public async Task Refresh_AccessTokenInsteadOfRefreshToken_IsRefused()
    {
        using var client = server.CreateClient();
        var tokens = await client.LogInAsync(await server.AddUserAsync());
        using var response = await PostAsync(client, "refresh", new { refresh_token = (string?)tokens["access_token"] });
        await response.IsProblemAsync(HttpStatusCode.Unauthorized, "invalid_refresh_token");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("garbage")]
    public async Task Refresh_NoToken_IsRefused(string? token)
    {
        using var client = server.CreateClient();
        using var response = await PostAsync(client, "refresh", new { refresh_token = token });
        await response.IsProblemAsync(HttpStatusCode.Unauthorized, "invalid_refresh_token");
    }

    [Fact]
    public async Task Logout_ByToken_EndsItsTokensAndLeavesOtherSignInsAlone()
    {
        var user = await server.AddUserAsync();
        using var other = await server.SignInByTokenAsync(user);
        using var client = server.CreateClient();
        var tokens = await client.LogInAsync(user);
        client.DefaultRequestHeaders.Authorization = new("Bearer", (string?)tokens["access_token"]);

        using var loggedOut = await client.PostAsync("/api/v1/auth/logout", content: null, Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, loggedOut.StatusCode);
        using var used = await client.GetAsync("/api/v1/antiforgery", Cancellation);
        await used.IsProblemAsync(HttpStatusCode.Unauthorized, "not_signed_in");
        using var refreshed = await PostAsync(client, "refresh", new { refresh_token = (string?)tokens["refresh_token"] });
        await refreshed.IsProblemAsync(HttpStatusCode.Unauthorized, "invalid_refresh_token");
        using var untouched = await other.GetAsync("/api/v1/antiforgery", Cancellation);
        Assert.Equal(HttpStatusCode.OK, untouched.StatusCode);
    }

    [Fact]
    public async Task Token_Garbage_IsNotSignedIn()
    {
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", "garbage");
        using var response = await client.GetAsync("/api/v1/antiforgery", Cancellation);
        await response.IsProblemAsync(HttpStatusCode.Unauthorized, "not_signed_in");
    }

    [Fact]
    public async Task Login_Log_NamesTheUserAndNoSecret()
    {
        var user = await server.AddUserAsync();
        using var client = server.CreateClient();
        var tokens = await client.LogInAsync(user);

        Assert.Contains(server.Log.Lines, line => line.Contains($"User {user.Id} signed in", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains(TestUser.Password, StringComparison.Ordinal));
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains((string)tokens["access_token"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task StartSession_ManyTimes_KeepsTheNewest()
    {
        var user = await server.AddUserAsync();
        var sessions = (SignInSessions)server.Container.GetService(typeof(SignInSessions))!;
        for (var i = 0; i < SignInSessions.MaxPerUser + 5; i++)
        {
            await sessions.StartAsync(user.Id, Cancellation);
        }

        await using var db = server.OpenDatabase();
        Assert.Equal(SignInSessions.MaxPerUser, db.SignInSessions.Count(s => s.OwnerId == user.Id));
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string action, object body) =>
        client.PostAsJsonAsync("/api/v1/auth/" + action, body, Cancellation);
}
