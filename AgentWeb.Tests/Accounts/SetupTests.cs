using System.Net;
using System.Net.Http.Json;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Audit;
using AgentWeb.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Accounts;

public sealed class SetupTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/signin")]
    [InlineData("/register")]
    [InlineData("/account/password")]
    public async Task Page_NoAdministrator_LeadsToSetup(string page)
    {
        await using var server = await new TestServer { Settings = { ["Accounts:Registration"] = "Open" } }.StartAsync();
        using var client = server.CreateClient();
        using var response = await client.GetAsync(page, Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/setup", new Uri(server.Address, response.Headers.Location!).AbsolutePath);
    }

    [Fact]
    public async Task Register_NoAdministrator_IsClosedWhateverIsConfigured()
    {
        await using var server = await new TestServer { Settings = { ["Accounts:Registration"] = "Open" } }.StartAsync();
        using var client = server.CreateClient();
        using var response = await client.PostAsJsonAsync(
            "/api/v1/auth/register", new { email = "a@example.org", password = TestUser.Password }, Cancellation);
        await response.IsProblemAsync(HttpStatusCode.Forbidden, "registration_closed");
    }

    [Fact]
    public async Task Setup_RightCode_MakesTheAdministratorAndSignsIn()
    {
        await using var server = await new TestServer().StartAsync();
        using var client = server.CreateClient();
        await Eventually.TrueAsync(
            () => server.Log.Lines.Any(line => line.Contains(server.SetupCode, StringComparison.Ordinal)), "the code is in the log");

        // Typed as people type: small letters, spaces for hyphens.
        using var response = await client.SubmitAsync(
            "/setup", Form(server.SetupCode.Replace('-', ' ').ToLowerInvariant(), "admin@example.org"));

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        using var inside = await client.GetAsync("/account/password", Cancellation);
        Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
        await using var db = server.OpenDatabase();
        Assert.Single(db.UserRoles, member => db.Roles.Any(r => r.Id == member.RoleId && r.Name == Roles.Admin));
        var written = Assert.Single(db.Audit.Where(a => a.Action == AuditActions.UserCreated));
        Assert.Equal(("admin@example.org", "admin@example.org", "127.0.0.1"), (written.Actor, written.Target, written.Address));
    }

    [Fact]
    public async Task Setup_WrongCode_KeepsTheEmailAndMakesNothing()
    {
        await using var server = await new TestServer().StartAsync();
        using var client = server.CreateClient();

        using var response = await client.SubmitAsync("/setup", Form("0000-0000-0000", "admin@example.org"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var html = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("data-code=\"wrong_setup_code\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"admin@example.org\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain(TestUser.Password, html, StringComparison.Ordinal);
        await using var db = server.OpenDatabase();
        Assert.Empty(db.Users);
    }

    [Fact]
    public async Task Setup_BadPassword_LeavesTheCodeGood()
    {
        await using var server = await new TestServer().StartAsync();
        using var client = server.CreateClient();
        using var refused = await client.SubmitAsync("/setup", Form(server.SetupCode, "admin@example.org", "short"));
        Assert.Contains("data-code=\"password_too_short\"", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var made = await client.SubmitAsync("/setup", Form(server.SetupCode, "admin@example.org"));
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
    }

    [Fact]
    public async Task Setup_TwiceAtOnce_MakesOneAdministrator()
    {
        await using var server = await new TestServer().StartAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(async i =>
        {
            await using var scope = server.Container.CreateAsyncScope();
            var create = scope.ServiceProvider.GetRequiredService<CreateFirstAdministrator>();
            return await create.RunAsync(server.SetupCode, $"admin{i}@example.org", TestUser.Password, Cancellation);
        }));

        Assert.Single(results, r => r.Succeeded);
        Assert.Equal(3, results.Count(r => r.Error?.Code == "already_set_up"));
    }

    [Fact]
    public async Task Setup_Done_LeadsAway()
    {
        await using var server = await new TestServer().StartAsync();
        await server.AddAdministratorAsync();
        using var client = server.CreateClient();
        using var response = await client.GetAsync("/setup", Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/", new Uri(server.Address, response.Headers.Location!).AbsolutePath);
    }

    [Fact]
    public async Task Start_AdministratorConfigured_MakesItOnce()
    {
        await using var first = await Configured("admin@example.org").StartAsync();
        var admin = new TestUser(default, "admin@example.org");
        using (var client = await first.SignInByTokenAsync(admin))
        {
            using var response = await client.GetAsync("/api/v1/antiforgery", Cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.DoesNotContain(first.Log.Lines, line => line.Contains(TestUser.Password, StringComparison.Ordinal));
        await using var second = await new TestServer
        {
            DataDirectory = first.DataDirectory,
            Settings = { ["Setup:AdminEmail"] = "other@example.org", ["Setup:AdminPassword"] = TestUser.Password },
        }.StartAsync();
        await using var db = second.OpenDatabase();
        Assert.Equal("admin@example.org", Assert.Single(db.Users).Email);
        var written = Assert.Single(db.Audit.Where(a => a.Action == AuditActions.UserCreated));
        Assert.Equal(("server", "admin@example.org"), (written.Actor, written.Target));
    }

    [Theory]
    [InlineData("admin@example.org", "short", "Setup:AdminPassword", "10 characters")]
    [InlineData("admin@example.org", null, "Setup:AdminPassword", "10 characters")]
    [InlineData("not an address", "long enough password", "Setup:AdminEmail", "name@example.org")]
    [InlineData(null, "long enough password", "Setup:AdminEmail", "name@example.org")]
    public void Options_WrongAdministrator_NameKeyAndRule(string? email, string? password, string key, string rule)
    {
        var result = new SetupOptionsValidator().Validate(name: null, new SetupOptions { AdminEmail = email, AdminPassword = password });
        var failure = Assert.Single(result.Failures!);
        Assert.Contains(key, failure, StringComparison.Ordinal);
        Assert.Contains(rule, failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_NoAdministrator_AreFine() =>
        Assert.True(new SetupOptionsValidator().Validate(name: null, new SetupOptions()).Succeeded);

    [Fact]
    public void SetupCode_AnotherOne_DoesNotMatch()
    {
        var code = SetupCode.Create();
        Assert.True(code.Matches(code.ToString()));
        Assert.False(code.Matches(SetupCode.Create().ToString()));
        Assert.False(code.Matches(code.ToString()[..^1]));
        Assert.False(code.Matches(""));
        Assert.False(code.Matches(text: null));
        Assert.False(code.Matches(new string('A', 100_000)));
    }

    private static TestServer Configured(string email) =>
        new() { Settings = { ["Setup:AdminEmail"] = email, ["Setup:AdminPassword"] = TestUser.Password } };

    private static Dictionary<string, string> Form(string code, string email, string password = TestUser.Password) => new()
    {
        ["Code"] = code,
        ["Email"] = email,
        ["Password"] = password,
    };
}
