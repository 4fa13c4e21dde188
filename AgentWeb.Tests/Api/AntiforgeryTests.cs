using System.Net;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Api;

public sealed class AntiforgeryTests(OpenServer server) : IClassFixture<OpenServer>
{
    private const string Change = "/api/v1/auth/logout";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Change_ByCookieWithToken_IsDone()
    {
        using var client = await server.SignInByCookieForApiAsync(await server.AddUserAsync());
        using var response = await client.PostAsync(Change, content: null, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Fact]
    public async Task Change_ByCookieWithoutToken_IsRefused()
    {
        using var client = await server.SignInByCookieAsync(await server.AddUserAsync());
        using var response = await client.PostAsync(Change, content: null, Cancellation);
        await response.IsProblemAsync(HttpStatusCode.BadRequest, "antiforgery_token_invalid");
    }

    [Fact]
    public async Task Change_ByCookieWithTheTokenOfAnotherUser_IsRefused()
    {
        using var other = await server.SignInByCookieForApiAsync(await server.AddUserAsync());
        using var client = await server.SignInByCookieAsync(await server.AddUserAsync());
        client.DefaultRequestHeaders.Add("X-CSRF-TOKEN", other.DefaultRequestHeaders.GetValues("X-CSRF-TOKEN"));
        using var response = await client.PostAsync(Change, content: null, Cancellation);
        await response.IsProblemAsync(HttpStatusCode.BadRequest, "antiforgery_token_invalid");
    }

    [Fact]
    public async Task Change_ByBearerToken_NeedsNone()
    {
        using var client = await server.SignInByTokenAsync(await server.AddUserAsync());
        using var response = await client.PostAsync(Change, content: null, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Fact]
    public async Task Change_ByCookieWithABadBearerTokenBesideIt_IsNotSignedIn()
    {
        using var client = await server.SignInByCookieAsync(await server.AddUserAsync());
        client.DefaultRequestHeaders.Authorization = new("Bearer", "garbage");
        using var response = await client.PostAsync(Change, content: null, Cancellation);
        await response.IsProblemAsync(HttpStatusCode.Unauthorized, "not_signed_in");
    }

    [Fact]
    public async Task Form_WithoutToken_IsRefusedWithAPage()
    {
        using var client = server.CreateClient();
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "signin", ["Email"] = "a@b.c" });
        using var response = await client.PostAsync("/signin", content, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("That did not work", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }
}
