using System.Net;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Api;

public sealed class AuthApiTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Login_RightPassword_GivesTokensThatOpenTheApi()
    {
        var user = await server.AddUserAsync();
        using var client = server.CreateClient();

        var tokens = await client.LogInAsync(user);

        Assert.Equal("Bearer", (string?)tokens["token_type"]);
        Assert.Equal(3600, (int?)tokens["expires_in"]);
        Assert.NotNull((string?)tokens["refresh_token"]);
        client.DefaultRequestHeaders.Authorization = new("Bearer", (string?)tokens["access_token"]);
        using var response = await client.GetAsync("/api/v1/antiforgery", Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Cookie_OfSignInPage_OpensTheApi()
    {
        var user = await server.AddAdministratorAsync();
        using var client = await server.SignInByCookieForApiAsync(user);
        using var response = await client.PostAsync("/api/v1/auth/logout", content: null, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }
}
