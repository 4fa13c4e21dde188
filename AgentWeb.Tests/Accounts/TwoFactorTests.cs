using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Audit;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Accounts;

public sealed partial class TwoFactorTests : IAsyncLifetime
{
    private static readonly TimeSpan NextCode = TimeSpan.FromSeconds(30);

    private readonly ManualTime _time = new();
    private readonly TestServer _server;

    public TwoFactorTests() => _server = new TestServer { Time = _time };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        await _server.AddAdministratorAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task SwitchOn_ByPage_ShowsCodesOnceAndEndsOtherSignIns()
    {
        var user = await _server.AddUserAsync();
        using var other = await _server.SignInByTokenAsync(user);
        using var client = await _server.SignInByCookieAsync(user);

        var (_, codes) = await SwitchOnAsync(client);

        Assert.Equal(10, codes.Distinct(StringComparer.Ordinal).Count());
        using var here = await client.GetAsync("/account/two-factor", Cancellation);
        var page = await here.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("10 recovery codes are left", page, StringComparison.Ordinal);
        Assert.DoesNotContain(codes[0], page, StringComparison.Ordinal);
        using var out_ = await other.GetAsync("/api/v1/antiforgery", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, out_.StatusCode);
        await using var db = _server.OpenDatabase();
        Assert.DoesNotContain(db.UserTokens.Select(t => t.Value), value => value!.Contains(codes[0], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Login_WithCode_WorksOncePerCode()
    {
        var user = await _server.AddUserAsync();
        var (key, codes) = await SwitchOnAsync(user);

        await (await LogInAsync(user)).IsProblemAsync(HttpStatusCode.Unauthorized, "two_factor_required");
        _time.Advance(NextCode);
        var code = Totp.CodeAt(key, _time.GetUtcNow());
        Assert.Equal(HttpStatusCode.OK, (await LogInAsync(user, code)).StatusCode);
        await (await LogInAsync(user, code)).IsProblemAsync(HttpStatusCode.Unauthorized, "invalid_two_factor_code");

        Assert.Equal(HttpStatusCode.OK, (await LogInAsync(user, recovery: codes[3].ToLowerInvariant())).StatusCode);
        await (await LogInAsync(user, recovery: codes[3])).IsProblemAsync(HttpStatusCode.Unauthorized, "invalid_two_factor_code");
        _time.Advance(NextCode * 2);
        await (await LogInAsync(user, code)).IsProblemAsync(HttpStatusCode.Unauthorized, "invalid_two_factor_code");
    }

    [Fact]
    public async Task Login_SameCodeTwiceAtOnce_LetsOneIn()
    {
        var user = await _server.AddUserAsync();
        var (key, _) = await SwitchOnAsync(user);
        _time.Advance(NextCode);
        var code = Totp.CodeAt(key, _time.GetUtcNow());

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LogInAsync(user, code)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Login_FiveWrongCodes_LocksAlsoTheRightOne()
    {
        var user = await _server.AddUserAsync();
        var (key, _) = await SwitchOnAsync(user);
        for (var i = 0; i < Lockout.MaxFailures; i++)
        {
            await (await LogInAsync(user, "000000")).IsProblemAsync(HttpStatusCode.Unauthorized, "invalid_two_factor_code");
        }

        _time.Advance(NextCode);
        await (await LogInAsync(user, Totp.CodeAt(key, _time.GetUtcNow()))).IsProblemAsync(HttpStatusCode.TooManyRequests, "locked_out");
        _time.Advance(Lockout.Duration);
        Assert.Equal(HttpStatusCode.OK, (await LogInAsync(user, Totp.CodeAt(key, _time.GetUtcNow()))).StatusCode);
    }

    [Fact]
    public async Task SignIn_ByPage_AsksForTheCodeAndLeadsBack()
    {
        var user = await _server.AddUserAsync();
        var (_, codes) = await SwitchOnAsync(user);
        using var client = _server.CreateClient();
        using var first = await client.SubmitAsync("/signin?returnUrl=%2Fsettings", new() { ["Email"] = user.Email, ["Password"] = TestUser.Password });
        Assert.Contains("/signin/code?returnUrl=%2Fsettings", first.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var notYet = await client.GetAsync("/account/password", Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, notYet.StatusCode);

        using var wrong = await client.SubmitAsync("/signin/code?returnUrl=%2Fsettings", new() { ["Code"] = "123456" });
        Assert.Contains("data-code=\"invalid_two_factor_code\"", await wrong.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var right = await client.SubmitAsync("/signin/code?returnUrl=%2Fsettings", new() { ["Code"] = codes[0] });

        Assert.EndsWith("/settings", right.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var inside = await client.GetAsync("/account/password", Cancellation);
        Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
    }

    [Fact]
    public async Task Reset_ByAnAdministrator_LetsInWithoutACodeAndIsWrittenDown()
    {
        var user = await _server.AddUserAsync();
        await SwitchOnAsync(user);
        Assert.Equal(HttpStatusCode.Unauthorized, (await LogInAsync(user)).StatusCode);
        using var admin = await _server.SignInByTokenAsync(await _server.AddAdministratorAsync());

        using var reset = await admin.PostAsync($"/api/v1/admin/users/{PublicId.Format(PublicId.User, user.Id)}/two-factor/reset", content: null, Cancellation);

        Assert.Equal(HttpStatusCode.OK, reset.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await LogInAsync(user)).StatusCode);
        await using var db = _server.OpenDatabase();
        Assert.Equal(1, await db.Audit.CountAsync(entry => entry.Action == AuditActions.UserTwoFactorReset, Cancellation));
    }

    [Fact]
    public async Task SwitchOff_NeedsThePassword()
    {
        var user = await _server.AddUserAsync();
        using var client = await _server.SignInByCookieAsync(user);
        await SwitchOnAsync(client);

        using var wrong = await client.SubmitAsync("/account/two-factor", new() { ["CurrentPassword"] = "wrong password" });
        Assert.Contains("data-code=\"wrong_password\"", await wrong.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var right = await client.SubmitAsync("/account/two-factor", new() { ["CurrentPassword"] = TestUser.Password });

        Assert.Contains("class=\"qr\"", await right.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await LogInAsync(user)).StatusCode);
    }

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(20000000000, "353130")]
    public void Code_OfTheStandardsExamples_IsTheirs(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeAt("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", DateTimeOffset.FromUnixTimeSeconds(seconds))); // RFC 6238, appendix B.

    private async Task<(string Key, string[] Codes)> SwitchOnAsync(TestUser user)
    {
        using var client = await _server.SignInByCookieAsync(user);
        return await SwitchOnAsync(client);
    }

    private async Task<(string Key, string[] Codes)> SwitchOnAsync(HttpClient client)
    {
        var html = await client.GetStringAsync("/account/two-factor", Cancellation);
        var key = KeyText().Match(html).Groups["key"].Value.Replace(" ", "", StringComparison.Ordinal);
        using var response = await client.SubmitAsync("/account/two-factor", new() { ["Code"] = Totp.CodeAt(key, _time.GetUtcNow()) });
        var page = await response.Content.ReadAsStringAsync(Cancellation);
        return (key, [.. Code().Matches(page).Select(m => m.Groups["code"].Value)]);
    }

    private async Task<HttpResponseMessage> LogInAsync(TestUser user, string? code = null, string? recovery = null)
    {
        using var client = _server.CreateClient();
        return await client.PostAsJsonAsync(
            "/api/v1/auth/login",
            new { email = user.Email, password = TestUser.Password, two_factor_code = code, two_factor_recovery_code = recovery },
            Cancellation);
    }

    [GeneratedRegex("<code>(?<key>[A-Z2-7 ]+)</code>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyText();

    [GeneratedRegex("<code>(?<code>[A-Z0-9]{5}-[A-Z0-9]{5})</code>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
