using System.Net;
using AgentWeb.Tests.Fakes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Hosting;

/// <summary>Every endpoint there is, asked by nobody. New endpoints are in this test by being mapped.</summary>
public sealed class AnonymousAccessTests(OpenServer server) : IClassFixture<OpenServer>
{
    /// <summary>What spec.md section 10 lists. Everything else must refuse.</summary>
    private static readonly string[] Open =
    [
        "/health/live", "/health/ready", "/share/{Token}", "/openapi/{documentName}.json", "/setup", "/signin", "/signin/code", "/forgot", "/reset", "/register",
        "/api/v1/auth/login", "/api/v1/auth/register", "/api/v1/auth/refresh",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Endpoint_NotSignedIn_RefusesUnlessListed()
    {
        using var client = server.CreateClient();
        var wrong = new List<string>();
        var asked = 0;
        foreach (var (method, pattern) in Endpoints().Where(e => !Open.Contains(e.Pattern, StringComparer.Ordinal)))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), Fill(pattern));
            using var response = await client.SendAsync(request, Cancellation);
            asked++;
            var leadsToSignIn = response.StatusCode == HttpStatusCode.Redirect
                && response.Headers.Location!.ToString().Contains("/signin?", StringComparison.Ordinal);
            var isApi = pattern.StartsWith("/api", StringComparison.Ordinal) || pattern.StartsWith("/v1", StringComparison.Ordinal);
            if (response.StatusCode != HttpStatusCode.Unauthorized && (isApi || !leadsToSignIn))
            {
                wrong.Add($"{method} {pattern}: {response.StatusCode}");
            }
        }

        Assert.Empty(wrong);
        Assert.True(asked > 5, "The endpoints were not found.");
    }

    [Fact]
    public async Task Endpoint_Listed_Answers()
    {
        using var client = server.CreateClient();
        foreach (var pattern in Open)
        {
            var method = pattern.StartsWith("/api", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get;
            using var request = new HttpRequestMessage(method, Fill(pattern));
            using var response = await client.SendAsync(request, Cancellation);
            var text = await response.Content.ReadAsStringAsync(Cancellation);
            Assert.DoesNotContain("not_signed_in", text, StringComparison.Ordinal);
            Assert.DoesNotContain("/signin?", response.Headers.Location?.ToString() ?? "", StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/css/base.css")]
    [InlineData("/favicon.svg")]
    [InlineData("/_framework/blazor.web.js")]
    public async Task StaticFile_NotSignedIn_IsThere(string path)
    {
        using var client = server.CreateClient();
        using var response = await client.GetAsync(path, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static string Fill(string pattern) => System.Text.RegularExpressions.Regex.Replace(
        pattern, @"\{[^}]*\}", "v1", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>All but static files, which come first in the order of routing, or are their fallback.</summary>
    private IEnumerable<(string Method, string Pattern)> Endpoints() => server.Container.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .Where(e => e.Order == 0)
        .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"])
            .Select(method => (method, "/" + e.RoutePattern.RawText!.TrimStart('/'))));
}
