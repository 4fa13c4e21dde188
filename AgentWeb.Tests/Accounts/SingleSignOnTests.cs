using System.Net;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Audit;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Accounts;

public sealed class SingleSignOnTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OAuth_FirstVisit_MakesAnAccountAndComesBackToIt()
    {
        await using var provider = await OAuthProvider.StartAsync();
        await using var server = await StartAsync(provider.Settings());
        provider.Person = new { sub = "4711", email = "olga@example.org", email_verified = false };
        using var client = server.CreateClient();
        Assert.Contains("Sign in with Example", await client.GetStringAsync("/signin", Cancellation), StringComparison.Ordinal);

        Assert.EndsWith("/settings", await SignInAsync(server, client), StringComparison.Ordinal);
        using var inside = await client.GetAsync("/account/password", Cancellation);
        Assert.Equal(HttpStatusCode.OK, inside.StatusCode);

        provider.Person = new { sub = "4711", email = "olga.new@example.org" };
        using var again = server.CreateClient();
        Assert.EndsWith("/settings", await SignInAsync(server, again), StringComparison.Ordinal);
        await using var db = server.OpenDatabase();
        Assert.Equal("olga@example.org", (await db.Users.SingleAsync(u => u.Email!.StartsWith("olga"), Cancellation)).Email);
    }

    [Theory]
    [InlineData(false, false, "external_email_taken")]
    [InlineData(true, false, "external_email_taken")]
    [InlineData(false, true, "external_email_taken")]
    [InlineData(true, true, null)]
    public async Task OAuth_AddressOfAnAccount_IsMatchedOnlyWhereVerifiedAndAllowed(bool verified, bool allowed, string? refusal)
    {
        await using var provider = await OAuthProvider.StartAsync();
        await using var server = await StartAsync(provider.Settings(("Accounts:OAuth:MatchVerifiedEmail", allowed.ToString())));
        var user = await server.AddUserAsync();
        provider.Person = new { sub = "1", email = user.Email, email_verified = verified };
        using var client = server.CreateClient();

        var end = await SignInAsync(server, client);

        Assert.EndsWith(refusal is null ? "/settings" : "/signin?problem=" + refusal, end, StringComparison.Ordinal);
        if (refusal is not null)
        {
            Assert.Contains("role=\"alert\"", await client.GetStringAsync(end, Cancellation), StringComparison.Ordinal);
        }

        await using var db = server.OpenDatabase();
        Assert.Equal(refusal is null ? 1 : 0, await db.UserLogins.CountAsync(l => l.UserId == user.Id, Cancellation));
    }

    [Fact]
    public async Task OAuth_LockedOrUnknownOrForged_IsRefused()
    {
        await using var provider = await OAuthProvider.StartAsync();
        await using var server = await StartAsync(provider.Settings());
        provider.Person = new { sub = "7", email = "lena@example.org" };
        using var client = server.CreateClient();
        await SignInAsync(server, client);
        await using (var db = server.OpenDatabase())
        {
            var id = await db.UserLogins.Select(l => l.UserId).SingleAsync(Cancellation);
            await server.Container.GetRequiredService<LockUser>().RunAsync(id, Cancellation);
        }

        Assert.EndsWith("problem=account_locked", await SignInAsync(server, client), StringComparison.Ordinal);
        provider.Person = new { email = "nameless@example.org" };
        Assert.EndsWith("problem=external_failed", await SignInAsync(server, client), StringComparison.Ordinal);
        using var forged = await client.GetAsync("/signin/oauth/callback?code=x&state=y", Cancellation);
        Assert.EndsWith("problem=external_failed", forged.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var denied = await client.GetAsync("/signin/oauth/callback?error=access_denied&state=y", Cancellation);
        Assert.EndsWith("problem=external_failed", denied.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var again = await client.GetAsync("/signin/oauth/callback?error=access_denied&state=y", Cancellation);
        Assert.Equal(
            [("By oauth: account_locked", "lena@example.org"), ("By oauth: external_failed", null), ("By oauth: provider_refused", null)],
            await RefusedAsync(server));
    }

    [Fact]
    public async Task OAuth_UnknownPerson_IsRefusedAndWrittenDown()
    {
        await using var provider = await OAuthProvider.StartAsync();
        await using var server = await StartAsync(provider.Settings(("Accounts:OAuth:CreateAccounts", "false")));
        provider.Person = new { sub = "9", email = "nobody@example.org" };
        using var client = server.CreateClient();

        Assert.EndsWith("problem=external_unknown", await SignInAsync(server, client), StringComparison.Ordinal);

        Assert.Equal([("By oauth: external_unknown", "nobody@example.org")], await RefusedAsync(server));
        await using var db = server.OpenDatabase();
        Assert.Equal("127.0.0.1", (await db.Audit.SingleAsync(a => a.Action == AuditActions.SignInFailed, Cancellation)).Address);
    }

    [Fact]
    public async Task ExternalSignIn_FirstVisitsAtOnce_MakeOneAccountAndLetAllIn()
    {
        await using var server = await StartAsync(new());
        var person = new ExternalPerson("proxy", "petra", "petra@example.org", MatchEmail: false, CreateAccount: true);

        var visits = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            async () =>
            {
                await using var scope = server.Container.CreateAsyncScope();
                return await scope.ServiceProvider.GetRequiredService<ExternalSignIn>().RunAsync(person, Cancellation);
            },
            Cancellation)));

        Assert.All(visits, visit => Assert.True(visit.Succeeded, visit.Error?.Code));
        await using var db = server.OpenDatabase();
        var account = await db.Users.SingleAsync(u => u.Email == "petra@example.org", Cancellation);
        Assert.Equal([account.Id], visits.Select(visit => visit.Value!.UserId()).Distinct());
        Assert.Equal(account.Id, (await db.UserLogins.SingleAsync(Cancellation)).UserId);
        Assert.True(await db.UserRoles.AnyAsync(r => r.UserId == account.Id, Cancellation));
        Assert.Equal(1, await db.Audit.CountAsync(a => a.Action == AuditActions.UserCreated, Cancellation));
    }

    [Fact]
    public async Task OAuth_NotConfigured_IsNotThere()
    {
        await using var server = await StartAsync(new());
        using var client = server.CreateClient();
        Assert.DoesNotContain("/signin/oauth", await client.GetStringAsync("/signin", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxy_Trusted_SignsInWhomItNames()
    {
        await using var server = await StartAsync(new()
        {
            ["Accounts:Proxy:Header"] = "X-Forwarded-User",
            ["Accounts:Proxy:EmailHeader"] = "X-Forwarded-Email",
            ["Hosting:TrustedProxies:0"] = "127.0.0.1",
        });
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-User", "petra");
        client.DefaultRequestHeaders.Add("X-Forwarded-Email", "petra@example.org");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.9");

        using var first = await client.GetAsync("/account/password", Cancellation);
        using var second = await client.GetAsync("/account/password", Cancellation);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        await using var db = server.OpenDatabase();
        var signIn = await db.SignInSessions.SingleAsync(Cancellation); // The second visit came with the cookie.
        Assert.Equal("192.0.2.9", signIn.Address);
        client.DefaultRequestHeaders.Remove("X-Forwarded-User");
        client.DefaultRequestHeaders.Add("X-Forwarded-User", "paul");
        client.DefaultRequestHeaders.Remove("X-Forwarded-Email");
        client.DefaultRequestHeaders.Add("X-Forwarded-Email", "paul@example.org");
        Assert.Contains("paul@example.org", await client.GetStringAsync("/account/password", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxy_FromElsewhere_IsIgnored()
    {
        await using var server = await StartAsync(new()
        {
            ["Accounts:Proxy:Header"] = "X-Forwarded-User",
            ["Hosting:TrustedProxies:0"] = "192.0.2.1",
        });
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-User", "petra@example.org");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.1");
        using var page = await client.GetAsync("/account/password", Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        await using var db = server.OpenDatabase();
        Assert.False(await db.Users.AnyAsync(u => u.Email == "petra@example.org", Cancellation));
        using var again = await client.GetAsync("/account/password", Cancellation);
        Assert.Equal([("By proxy: header_not_trusted", "petra@example.org")], await RefusedAsync(server)); // Of one address one a minute.
    }

    [Fact]
    public async Task Proxy_PersonWithoutAnAccount_IsWrittenDownOnceAndNotForEveryPage()
    {
        await using var server = await StartAsync(ProxySettings(("Accounts:Proxy:CreateAccounts", "false")));
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-User", "petra@example.org");
        for (var visit = 0; visit < 3; visit++)
        {
            using var page = await client.GetAsync("/account/password", Cancellation);
            Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        }

        client.DefaultRequestHeaders.Remove("X-Forwarded-User");
        client.DefaultRequestHeaders.Add("X-Forwarded-User", "paul@example.org");
        using var other = await client.GetAsync("/account/password", Cancellation);

        Assert.Equal([("By proxy: external_unknown", "petra@example.org"), ("By proxy: external_unknown", "paul@example.org")], await RefusedAsync(server));
    }

    [Fact]
    public async Task Proxy_RequestThatTakesJustAnything_IsNotMadeASignIn()
    {
        await using var server = await StartAsync(ProxySettings());
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-User", "petra@example.org");
        client.DefaultRequestHeaders.Add("Accept", "*/*");

        using var fetched = await client.GetAsync("/account/password", Cancellation);

        Assert.Equal(HttpStatusCode.Redirect, fetched.StatusCode);
        await using var db = server.OpenDatabase();
        Assert.False(await db.SignInSessions.AnyAsync(Cancellation));
    }

    private static Dictionary<string, string?> ProxySettings(params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Accounts:Proxy:Header"] = "X-Forwarded-User",
            ["Hosting:TrustedProxies:0"] = "127.0.0.1",
        };
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        return settings;
    }

    /// <summary>What the audit log says about sign-ins that came to nothing.</summary>
    private static async Task<List<(string? Detail, string? Target)>> RefusedAsync(TestServer server)
    {
        await using var db = server.OpenDatabase();
        var entries = await db.Audit.AsNoTracking().Where(a => a.Action == AuditActions.SignInFailed).OrderBy(a => a.Seq).ToListAsync(Cancellation);
        return entries.ConvertAll(a => (a.Detail, a.Target));
    }

    private static async Task<TestServer> StartAsync(Dictionary<string, string?> settings)
    {
        var server = await new TestServer { Settings = settings }.StartAsync();
        await server.AddAdministratorAsync();
        return server;
    }

    /// <summary>Follows where it leads, as a browser does.</summary>
    /// <returns>The address inside the server that it ends with.</returns>
    private static async Task<string> SignInAsync(TestServer server, HttpClient client)
    {
        var address = new Uri(server.Address, "/signin/oauth?returnUrl=%2Fsettings");
        for (var hop = 0; hop < 10; hop++)
        {
            using var response = await client.GetAsync(address, Cancellation);
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
            address = new Uri(address, response.Headers.Location!);
            if (address.AbsolutePath is "/settings" or "/signin")
            {
                return address.PathAndQuery;
            }
        }

        throw new InvalidOperationException("It leads round in circles.");
    }
}
