using System.Net;
using System.Text;
using AgentWeb.Core.Accounts;
using AgentWeb.Hosting;
using AgentWeb.Tests.Fakes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Hosting;

/// <summary>
/// Every endpoint and page there is, tried by everybody there is: what they may not open answers 401 or 403 (or leads to the sign-in), and nothing
/// answers 500. New ones are in this test by being mapped.
/// </summary>
public sealed class AccessTableTests(OpenServer server) : IClassFixture<OpenServer>
{
    /// <summary>Ends the caller's own sign-ins or account: they have tests of their own, and would end this one.</summary>
    private static readonly string[] EndTheCaller =
        ["POST /api/v1/auth/logout", "DELETE /api/v1/account/signins", "POST /signout", "POST /api/v1/admin/queue/pause", "POST /api/v1/admin/backup", "POST /api/v1/config/reload"];

    /// <summary>Where only administrators have business: these paths and all below them.</summary>
    private static readonly string[] Administering = ["/admin", "/api/v1/admin", "/api/v1/config", "/api/v1/telemetry/summary"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Endpoints_ByUser_AreClosedWhereTheyAdminister()
    {
        using var client = await server.SignInByTokenAsync(await server.AddUserAsync());
        await TryAsync(client, (endpoint, status) => endpoint.IsForAdministrators
            ? status == HttpStatusCode.Forbidden
            : status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) || endpoint.IsAnonymous);
    }

    [Fact]
    public async Task Endpoints_ByAdministrator_AreOpen()
    {
        using var client = await server.SignInByTokenAsync(await server.AddAdministratorAsync());
        await TryAsync(client, (endpoint, status) => status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) || endpoint.IsAnonymous);
    }

    [Fact]
    public async Task Endpoints_ByRevokedKey_AreClosed()
    {
        var user = await server.AddUserAsync();
        var key = await server.Container.GetRequiredService<CreateApiKey>().RunAsync(user.Id, new("k", [ApiScopes.Chat, ApiScopes.Files, ApiScopes.Read], null), Cancellation);
        await server.Container.GetRequiredService<RevokeApiKey>().RunAsync(user.Id, key.Value!.View.Id, Cancellation);
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.Add(ApiKeyHandler.HeaderName, key.Value.Text);
        await TryAsync(client, IsClosed);
    }

    [Fact]
    public async Task Endpoints_ByLockedAccount_AreClosed()
    {
        var user = await server.AddUserAsync();
        using var client = await server.SignInByTokenAsync(user);
        await server.Container.GetRequiredService<LockUser>().RunAsync(user.Id, Cancellation);
        await TryAsync(client, IsClosed);
    }

    [Fact]
    public async Task Endpoints_ByKey_AreOpenOnlyInItsScopes()
    {
        var user = await server.AddUserAsync();
        foreach (var scope in new[] { ApiScopes.Chat, ApiScopes.Files, ApiScopes.Read })
        {
            var key = await server.Container.GetRequiredService<CreateApiKey>().RunAsync(user.Id, new(scope, [scope], null), Cancellation);
            using var client = server.CreateClient();
            client.DefaultRequestHeaders.Add(ApiKeyHandler.HeaderName, key.Value!.Text);
            await TryAsync(client, (endpoint, status) => endpoint.IsAnonymous || endpoint.IsPage
                || (KeyScopes.Of(endpoint.Pattern, endpoint.Method).Contains(scope) ? status != HttpStatusCode.Forbidden : status == HttpStatusCode.Forbidden));
        }
    }

    [Fact]
    public void Endpoints_ThatAdministerByTheirPath_DemandTheRole()
    {
        // By path, not by the policy that an endpoint has: one that is mapped without any fails here.
        var administering = Endpoints().Where(e => Administering.Any(path => IsAtOrBelow(e.Pattern, path))).ToList();

        Assert.All(Administering, path => Assert.Contains(administering, e => IsAtOrBelow(e.Pattern, path)));
        Assert.Empty(administering.Where(e => !e.IsForAdministrators || e.IsAnonymous).Select(e => $"{e.Method} {e.Pattern}"));
    }

    [Fact]
    public async Task AdminPages_ByUser_SaySoInsteadOfLeadingRound()
    {
        using var client = await server.SignInByCookieAsync(await server.AddUserAsync());
        var pages = Endpoints().Where(e => e.Pattern.StartsWith("/admin", StringComparison.Ordinal) && e.Method == "GET").ToList();
        Assert.NotEmpty(pages);
        foreach (var page in pages)
        {
            using var response = await client.GetAsync(page.Path, Cancellation);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.Contains("Not for your account", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    private static bool IsAtOrBelow(string pattern, string path) =>
        pattern.StartsWith(path, StringComparison.OrdinalIgnoreCase) && (pattern.Length == path.Length || pattern[path.Length] == '/');

    private static bool IsClosed(Tried endpoint, HttpStatusCode status) =>
        endpoint.IsAnonymous || status == HttpStatusCode.Unauthorized || (endpoint.IsPage && status == HttpStatusCode.Redirect);

    private async Task TryAsync(HttpClient client, Func<Tried, HttpStatusCode, bool> isRight)
    {
        var (wrong, asked) = (new List<string>(), 0);
        foreach (var endpoint in Endpoints().Where(e => !EndTheCaller.Contains($"{e.Method} {e.Pattern}", StringComparer.Ordinal)))
        {
            using var request = new HttpRequestMessage(new HttpMethod(endpoint.Method), endpoint.Path);
            if (endpoint.Method is "POST" or "PUT" or "PATCH")
            {
                request.Content = endpoint.Pattern.EndsWith("/upload", StringComparison.Ordinal)
                    ? new MultipartFormDataContent { { new StringContent("text"), "file", "a.txt" } }
                    : new StringContent("{}", Encoding.UTF8, "application/json");
            }

            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            asked++;
            if (response.StatusCode >= HttpStatusCode.InternalServerError || !isRight(endpoint, response.StatusCode))
            {
                wrong.Add($"{endpoint.Method} {endpoint.Pattern}: {response.StatusCode}");
            }
        }

        Assert.Empty(wrong);
        Assert.True(asked > 50, "The endpoints were not found.");
    }

    private IEnumerable<Tried> Endpoints() => server.Container.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .Where(e => e.Order == 0)
        .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => new Tried(
            method,
            "/" + e.RoutePattern.RawText!.Trim('/'),
            e.Metadata.OfType<IAuthorizeData>().Any(data => data.Policy == Roles.Admin),
            e.Metadata.GetMetadata<IAllowAnonymous>() is not null)));

    private sealed record Tried(string Method, string Pattern, bool IsForAdministrators, bool IsAnonymous)
    {
        public bool IsPage => !Pattern.StartsWith("/api", StringComparison.Ordinal) && !Pattern.StartsWith("/v1", StringComparison.Ordinal)
            && !Pattern.StartsWith("/ws", StringComparison.Ordinal);

        public string Path => System.Text.RegularExpressions.Regex.Replace(
            Pattern, @"\{[^}]*\}", place => ValueOf(place.Value), System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

        /// <summary>A value that the place takes: one that it does not is no such address, whoever asks.</summary>
        private static string ValueOf(string place) => place switch
        {
            _ when place.Contains(":guid", StringComparison.Ordinal) => "0199a1b2-0000-7000-8000-000000000001",
            _ when place.Contains(":long", StringComparison.Ordinal) || place.Contains(":int", StringComparison.Ordinal) => "1",
            _ => "v1",
        };
    }
}
