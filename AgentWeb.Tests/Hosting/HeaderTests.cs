using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Hosting;

public sealed class HeaderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/signin")]
    [InlineData("/setup")]
    [InlineData("/api/v1/antiforgery")]
    [InlineData("/css/base.css")]
    [InlineData("/health/live")]
    public async Task Response_Any_CarriesTheHeadersOnce(string path)
    {
        await using var server = await new TestServer().StartAsync();
        using var client = server.CreateClient();
        using var response = await client.GetAsync(path, Cancellation);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        var scripts = Assert.Single(policy.Split("; "), directive => directive.StartsWith("script-src ", StringComparison.Ordinal));
        Assert.Equal("script-src 'self'", scripts);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.Single(response.Headers.GetValues("Permissions-Policy"));
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Response_DiagramFrame_MayBeFramedHereAndHasNoOrigin()
    {
        await using var server = await new TestServer().StartAsync();
        using var client = server.CreateClient();
        using var frame = await client.GetAsync("/diagrams/frame.html", Cancellation);
        using var script = await client.GetAsync("/diagrams/frame.js", Cancellation);

        var policy = Assert.Single(frame.Headers.GetValues("Content-Security-Policy")).Split("; ");
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("sandbox allow-scripts", policy);
        Assert.Contains("frame-ancestors 'self'", policy);
        Assert.Equal("SAMEORIGIN", frame.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("*", script.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("DENY", script.Headers.GetValues("X-Frame-Options").Single());
    }

    [Fact]
    public async Task Forwarded_ByATrustedProxy_CountsAsHttps()
    {
        await using var server = await new TestServer { Settings = { ["Hosting:TrustedProxies:0"] = "127.0.0.0/8" } }.StartAsync();
        using var response = await ForwardedAsync(server);
        Assert.True(response.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal("https://chat.example.org/setup", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Forwarded_ByAnybodyElse_IsIgnored()
    {
        await using var server = await new TestServer { Settings = { ["Hosting:TrustedProxies:0"] = "10.1.2.3" } }.StartAsync();
        using var response = await ForwardedAsync(server);
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
        Assert.DoesNotContain("chat.example.org", response.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> ForwardedAsync(TestServer server)
    {
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", "chat.example.org");
        return await client.GetAsync("/signin", Cancellation);
    }
}
