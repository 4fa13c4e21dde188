using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using AgentWeb.Core.Accounts;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Accounts;

/// <summary>Accounts that single sign-on made have no password to confirm with: a sign-in that was asked for anew and the typed address stand for it.</summary>
public sealed partial class PasswordlessAccountTests : IAsyncLifetime
{
    private const string Email = "olga@example.org";

    private readonly ManualTime _time = new();
    private OAuthProvider _provider = null!;
    private TestServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await OAuthProvider.StartAsync();
        _provider.Person = new { sub = "4711", email = Email };
        _server = await new TestServer { Settings = _provider.Settings(), Time = _time }.StartAsync();
        await _server.AddAdministratorAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Delete_SignInIsOld_AsksForAnotherOneAndThenForTheAddress()
    {
        using var client = _server.CreateClient();
        await SignInAsync(client, anew: true);
        _time.Advance(ConfirmOwner.Recent + TimeSpan.FromSeconds(2));

        await RefusedAsync(client, "/account/delete", Email, "sign_in_again");
        await SignInAsync(client, anew: true);
        await RefusedAsync(client, "/account/delete", "somebody.else@example.org", "wrong_email");
        Assert.True(await ExistsAsync());
        using var deleted = await client.SubmitAsync("/account/delete", new() { ["Email"] = " Olga@Example.org " });

        Assert.EndsWith("/signin?deleted=true", deleted.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.False(await ExistsAsync());
    }

    [Fact]
    public async Task Delete_SignInThatTheProvidersSessionMayHaveAnswered_IsNoProof()
    {
        using var client = _server.CreateClient();
        await SignInAsync(client);

        await RefusedAsync(client, "/account/delete", Email, "sign_in_again");
        var form = Form().Match(await client.GetStringAsync("/account/delete", Cancellation)).Value;
        Assert.Contains("href=\"/signin/oauth?anew=true&amp;returnUrl=%2Faccount%2Fdelete\"", form, StringComparison.Ordinal);
        Assert.DoesNotContain(Email, form, StringComparison.OrdinalIgnoreCase);
        await SignInAsync(client, anew: true);
        using var deleted = await client.SubmitAsync("/account/delete", new() { ["Email"] = Email });

        Assert.EndsWith("/signin?deleted=true", deleted.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal([("", ""), ("login", "0")], _provider.Asked.ToList());
    }

    [Fact]
    public async Task Delete_AccountOfAProxy_TakesTheAddressAfterARecentSignIn()
    {
        await using var server = await new TestServer
        {
            Settings = { ["Accounts:Proxy:Header"] = "X-Forwarded-User", ["Hosting:TrustedProxies:0"] = "127.0.0.1" },
            Time = _time,
        }.StartAsync();
        await server.AddAdministratorAsync();
        using var old = server.CreateClient();
        old.DefaultRequestHeaders.Add("X-Forwarded-User", Email);
        var form = Form().Match(await old.GetStringAsync("/account/delete", Cancellation)).Value;
        Assert.Contains("The e-mail address of this account", form, StringComparison.Ordinal);
        Assert.DoesNotContain(Email, form, StringComparison.OrdinalIgnoreCase);
        _time.Advance(ConfirmOwner.Recent + TimeSpan.FromSeconds(2));
        await RefusedAsync(old, "/account/delete", Email, "sign_in_again");

        using var recent = server.CreateClient();
        recent.DefaultRequestHeaders.Add("X-Forwarded-User", Email);
        await RefusedAsync(recent, "/account/delete", "somebody.else@example.org", "wrong_email");
        using var deleted = await recent.SubmitAsync("/account/delete", new() { ["Email"] = Email });

        Assert.EndsWith("/signin?deleted=true", deleted.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_OverTheApi_TakesTheAddressAfterASignInThatWasAskedFor()
    {
        using var client = _server.CreateClient();
        await SignInAsync(client, anew: true);
        var token = await client.GetFromJsonAsync<System.Text.Json.Nodes.JsonObject>("/api/v1/antiforgery", Cancellation);
        client.DefaultRequestHeaders.Add("X-CSRF-TOKEN", (string?)token!["token"]);

        using var wrong = await DeleteAsync(client, new { password = "a guess of a password" });
        await wrong.IsProblemAsync(HttpStatusCode.BadRequest, "wrong_email");
        using var deleted = await DeleteAsync(client, new { email = Email });

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.False(await ExistsAsync());
    }

    [Fact]
    public async Task SwitchTwoFactorOff_NewSessionOfTheCodeItself_IsNoFreshSignIn()
    {
        using var client = _server.CreateClient();
        await SignInAsync(client, anew: true);
        var html = await client.GetStringAsync("/account/two-factor", Cancellation);
        var key = KeyText().Match(html).Groups["key"].Value.Replace(" ", "", StringComparison.Ordinal);
        using var on = await client.SubmitAsync("/account/two-factor", new() { ["Code"] = Totp.CodeAt(key, _time.GetUtcNow()) });

        await RefusedAsync(client, "/account/two-factor", Email, "sign_in_again");
        await SignInAsync(client, anew: true);
        using var off = await client.SubmitAsync("/account/two-factor", new() { ["Email"] = Email });

        Assert.Contains("class=\"qr\"", await off.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        await using var db = _server.OpenDatabase();
        Assert.False((await db.Users.SingleAsync(u => u.Email == Email, Cancellation)).TwoFactorEnabled);
    }

    [Fact]
    public async Task Delete_AccountWithAPassword_IsNotConfirmedByItsAddress()
    {
        var user = await _server.AddUserAsync();
        using var client = await _server.SignInByCookieAsync(user);

        await RefusedAsync(client, "/account/delete", user.Email, "wrong_password");
    }

    private static async Task RefusedAsync(HttpClient client, string page, string email, string code)
    {
        using var answer = await client.SubmitAsync(page, new() { ["Email"] = email });
        Assert.Contains($"data-code=\"{code}\"", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> DeleteAsync(HttpClient client, object body) => client.SendAsync(
        new HttpRequestMessage(HttpMethod.Delete, "/api/v1/account") { Content = JsonContent.Create(body) }, Cancellation);

    private async Task<bool> ExistsAsync()
    {
        await using var db = _server.OpenDatabase();
        return await db.Users.AnyAsync(u => u.Email == Email, Cancellation);
    }

    /// <summary>Goes to the provider and back, as a browser does; also told to ask, this one signs in whoever comes.</summary>
    private async Task SignInAsync(HttpClient client, bool anew = false)
    {
        var address = new Uri(_server.Address, $"/signin/oauth?returnUrl=%2Fsettings{(anew ? "&anew=true" : "")}");
        while (address.AbsolutePath is not "/settings")
        {
            using var response = await client.GetAsync(address, Cancellation);
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
            address = new Uri(address, response.Headers.Location!);
            Assert.NotEqual("/signin", address.AbsolutePath);
        }
    }

    [GeneratedRegex("<form class=\"account-form\".*?</form>", RegexOptions.Singleline, 1000)]
    private static partial Regex Form();

    [GeneratedRegex("<code>(?<key>[A-Z2-7 ]+)</code>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyText();
}
