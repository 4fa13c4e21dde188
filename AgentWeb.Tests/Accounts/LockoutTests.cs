using System.Net;
using System.Net.Http.Json;
using AgentWeb.Core.Accounts;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Accounts;

public sealed class LockoutTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private readonly TestServer _server;

    public LockoutTests() => _server = new TestServer { Time = _time };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Login_FiveWrongPasswords_AnswersAlikeWithAndWithoutAccount()
    {
        var user = await _server.AddUserAsync();
        var known = await FailAsync(user.Email, times: 7);
        var unknown = await FailAsync("nobody@example.org", times: 7);

        Assert.Equal(
            ["invalid_credentials", "invalid_credentials", "invalid_credentials", "invalid_credentials", "locked_out", "locked_out", "locked_out"],
            known.Select(answer => answer.Code));
        Assert.Equal(known, unknown);
    }

    [Fact]
    public async Task Login_Locked_RefusesTheRightPasswordUntilTheTimeIsOver()
    {
        var user = await _server.AddUserAsync();
        await FailAsync(user.Email, times: Lockout.MaxFailures);

        using var locked = await LogInAsync(user.Email, TestUser.Password);
        await locked.IsProblemAsync(HttpStatusCode.TooManyRequests, "locked_out");
        Assert.Equal("900", locked.Headers.GetValues("Retry-After").Single());

        _time.Advance(Lockout.Duration + TimeSpan.FromSeconds(1));
        using var open = await LogInAsync(user.Email, TestUser.Password);
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
    }

    [Fact]
    public async Task Login_RightPassword_ForgetsEarlierFailures()
    {
        var user = await _server.AddUserAsync();
        for (var round = 0; round < 3; round++)
        {
            await FailAsync(user.Email, times: Lockout.MaxFailures - 1);
            using var open = await LogInAsync(user.Email, TestUser.Password);
            Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        }
    }

    [Fact]
    public async Task Login_ManyGuessesAtOnce_LooksAtFiveOfThem()
    {
        var user = await _server.AddUserAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => FailAsync(user.Email, times: 1)));

        // The fifth try sets the lock, and those still being looked at may see it; no more than four can be plain refusals.
        Assert.InRange(answers.Count(answer => answer[0].Code == "invalid_credentials"), 0, Lockout.MaxFailures - 1);
        using var locked = await LogInAsync(user.Email, TestUser.Password);
        await locked.IsProblemAsync(HttpStatusCode.TooManyRequests, "locked_out");
    }

    [Fact]
    public async Task Lockout_ByWrongPasswords_LeavesOpenSignInsAlone()
    {
        var user = await _server.AddUserAsync();
        using var client = await _server.SignInByTokenAsync(user);

        await FailAsync(user.Email, times: Lockout.MaxFailures);
        _time.Advance(TimeSpan.FromSeconds(5));

        using var response = await client.GetAsync("/api/v1/antiforgery", Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private async Task<List<(HttpStatusCode Status, string? Code, string? Detail)>> FailAsync(string email, int times)
    {
        var answers = new List<(HttpStatusCode, string?, string?)>();
        for (var i = 0; i < times; i++)
        {
            using var response = await LogInAsync(email, "wrong password");
            var problem = await response.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonObject>(Cancellation);
            answers.Add((response.StatusCode, (string?)problem!["code"], (string?)problem["detail"]));
        }

        return answers;
    }

    private async Task<HttpResponseMessage> LogInAsync(string email, string password)
    {
        using var client = _server.CreateClient();
        return await client.PostAsJsonAsync("/api/v1/auth/login", new { email, password }, Cancellation);
    }
}
