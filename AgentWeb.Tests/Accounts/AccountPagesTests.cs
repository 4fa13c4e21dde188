using System.Net;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Accounts;

public sealed class AccountPagesTests(OpenServer server) : IClassFixture<OpenServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_Page_IsLabelledAndCarriesOnlyTheScriptThatForgetsDrafts()
    {
        using var client = server.CreateClient();
        var html = await client.GetStringAsync("/signin", Cancellation);
        Assert.Contains("<label for=\"email\">Email</label>", html, StringComparison.Ordinal);
        Assert.Contains("<label for=\"password\">Password</label>", html, StringComparison.Ordinal);
        Assert.Contains(">Sign in</button>", html, StringComparison.Ordinal);
        var script = Assert.Single(html.Split("<script").Skip(1));
        Assert.Contains("src=\"js/account.", script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WrongPassword_KeepsTheEmailAndSaysSo()
    {
        var user = await server.AddUserAsync();
        using var client = server.CreateClient();

        using var response = await client.SubmitAsync("/signin", Credentials(user.Email, "wrong password"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie") && response.Headers.GetValues("Set-Cookie").Any(c => c.StartsWith("agentweb=", StringComparison.Ordinal)));
        var html = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains($"value=\"{user.Email}\"", html, StringComparison.Ordinal);
        Assert.Contains("role=\"alert\"", html, StringComparison.Ordinal);
        Assert.Contains("autofocus", html, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong password", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/account/password", "/account/password")]
    [InlineData("/c/1?x=2#y", "/c/1")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public async Task SignIn_ReturnUrl_StaysOnThisServer(string returnUrl, string expected)
    {
        var user = await server.AddUserAsync();
        using var client = server.CreateClient();

        using var response = await client.SubmitAsync(
            "/signin?returnUrl=" + Uri.EscapeDataString(returnUrl), Credentials(user.Email, TestUser.Password));

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        var target = new Uri(server.Address, response.Headers.Location!);
        Assert.Equal(server.Address.Authority, target.Authority);
        Assert.Equal(expected, target.AbsolutePath);
    }

    [Fact]
    public async Task SignIn_Cookie_IsForThisServerOnlyAndOutOfReachOfScripts()
    {
        var user = await server.AddUserAsync();
        using var client = server.CreateClient();
        using var response = await client.SubmitAsync("/signin", Credentials(user.Email, TestUser.Password));
        var cookie = response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("agentweb=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("expires=", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase); // Plain HTTP here.
    }

    [Fact]
    public async Task SignIn_SignedInAlready_LeadsOn()
    {
        using var client = await server.SignInByCookieAsync(await server.AddUserAsync());
        using var response = await client.GetAsync("/signin?returnUrl=%2Faccount%2Fpassword", Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.EndsWith("/account/password", response.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_NotSignedIn_LeadsToSignInAndBack()
    {
        using var client = server.CreateClient();
        using var response = await client.GetAsync("/account/password", Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.EndsWith("/signin?returnUrl=%2Faccount%2Fpassword", response.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_EndsTheCookieAlsoForWhoCopiedIt()
    {
        var user = await server.AddUserAsync();
        using var client = server.CreateClient();
        using var signedIn = await client.SubmitAsync("/signin", Credentials(user.Email, TestUser.Password));
        var copy = signedIn.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("agentweb=", StringComparison.Ordinal)).Split(';')[0];

        using var signedOut = await client.SubmitAsync("/signout", []);

        Assert.Equal(HttpStatusCode.Redirect, signedOut.StatusCode);
        using var thief = server.CreateClient();
        thief.DefaultRequestHeaders.Add("Cookie", copy);
        using var response = await thief.GetAsync("/api/v1/antiforgery", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Register_Page_MakesAnAccountAndSignsIn()
    {
        using var client = server.CreateClient();
        using var response = await client.SubmitAsync("/register", Credentials("by.page@example.org", TestUser.Password));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        using var inside = await client.GetAsync("/account/password", Cancellation);
        Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
    }

    [Theory]
    [InlineData("Closed", "Registration is closed")]
    [InlineData("Invite", "Registration is by invitation")]
    public async Task Register_NotOpen_SaysWhyAndHasNoForm(string mode, string sentence)
    {
        await using var closed = await new TestServer { Settings = { ["Accounts:Registration"] = mode } }.StartAsync();
        await closed.AddAdministratorAsync();
        using var client = closed.CreateClient();
        var html = await client.GetStringAsync("/register", Cancellation);
        Assert.Contains(sentence, html, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", html, StringComparison.Ordinal);
        Assert.DoesNotContain("/register", await client.GetStringAsync("/signin", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_Changed_KeepsThisSignInAndEndsTheOthers()
    {
        var user = await server.AddUserAsync();
        using var other = await server.SignInByTokenAsync(user);
        using var client = await server.SignInByCookieAsync(user);

        using var response = await client.SubmitAsync("/account/password", Passwords(TestUser.Password, "another good password"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("The password is changed", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var here = await client.GetAsync("/account/password", Cancellation);
        Assert.Equal(HttpStatusCode.OK, here.StatusCode);
        using var there = await other.GetAsync("/api/v1/antiforgery", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, there.StatusCode);
        using var old = await client.SubmitAsync("/account/password", Passwords(TestUser.Password, "yet another password"));
        Assert.Contains("data-code=\"wrong_password\"", await old.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_TooShort_IsRefused()
    {
        using var client = await server.SignInByCookieAsync(await server.AddUserAsync());
        using var response = await client.SubmitAsync("/account/password", Passwords(TestUser.Password, "short"));
        Assert.Contains("data-code=\"password_too_short\"", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Credentials(string email, string password) =>
        new() { ["Email"] = email, ["Password"] = password };

    private static Dictionary<string, string> Passwords(string current, string next) =>
        new() { ["CurrentPassword"] = current, ["NewPassword"] = next };
}
