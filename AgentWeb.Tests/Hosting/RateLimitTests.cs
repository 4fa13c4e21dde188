using System.Net;
using System.Net.Http.Json;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Hosting;

public sealed class RateLimitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_BeyondTheLimit_IsRefusedAlikeByPageAndApi()
    {
        await using var server = await new TestServer { Settings = { ["RateLimits:SignIn"] = "3" } }.StartAsync();
        await server.AddAdministratorAsync();
        using var client = server.CreateClient();
        for (var i = 0; i < 3; i++)
        {
            using var counted = await LogInAsync(client);
            await counted.IsProblemAsync(HttpStatusCode.Unauthorized, "invalid_credentials");
        }

        using var refused = await LogInAsync(client);
        await refused.IsProblemAsync(HttpStatusCode.TooManyRequests, "rate_limited");
        Assert.InRange(int.Parse(refused.Headers.GetValues("Retry-After").Single(), null), 1, 60);

        // Looking at the form is free; sending it is not.
        using var page = await client.SubmitAsync("/signin", new() { ["Email"] = "a@b.c", ["Password"] = "x" });
        Assert.Equal(HttpStatusCode.TooManyRequests, page.StatusCode);
        Assert.True(page.Headers.Contains("Retry-After"));
        Assert.Contains("Too many tries", await page.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Share_BeyondTheLimit_IsRefusedWhetherLinksExistOrNot()
    {
        await using var server = await new TestServer { Settings = { ["RateLimits:Share"] = "2" } }.StartAsync();
        await server.AddAdministratorAsync();
        using var client = server.CreateClient();
        foreach (var expected in (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.TooManyRequests])
        {
            using var page = await client.GetAsync("/share/AAAAAAAAAAAAAAAAAAAAAA", Cancellation);
            Assert.Equal(expected, page.StatusCode);
        }
    }

    private static Task<HttpResponseMessage> LogInAsync(HttpClient client) =>
        client.PostAsJsonAsync("/api/v1/auth/login", new { email = "a@b.c", password = "x" }, Cancellation);
}
