using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AgentWeb.Tests.Fakes;

/// <summary>Signs test clients in, the way people and programs do.</summary>
public static class SignInExtensions
{
    /// <summary>A client with a bearer token.</summary>
    public static async Task<HttpClient> SignInByTokenAsync(this TestServer server, TestUser user)
    {
        var client = server.CreateClient();
        var tokens = await client.LogInAsync(user);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string?)tokens["access_token"]);
        return client;
    }

    /// <summary>A client with the cookie, by way of the sign-in page.</summary>
    public static async Task<HttpClient> SignInByCookieAsync(this TestServer server, TestUser user)
    {
        var client = server.CreateClient();
        using var response = await client.SubmitAsync("/signin", new() { ["Email"] = user.Email, ["Password"] = TestUser.Password });
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return client;
    }

    /// <summary>A client with the cookie that also sends the antiforgery token with every call.</summary>
    public static async Task<HttpClient> SignInByCookieForApiAsync(this TestServer server, TestUser user)
    {
        var client = await server.SignInByCookieAsync(user);
        var token = await client.GetFromJsonAsync<JsonObject>("/api/v1/antiforgery", TestContext.Current.CancellationToken);
        client.DefaultRequestHeaders.Add("X-CSRF-TOKEN", (string?)token!["token"]);
        return client;
    }

    /// <summary>The tokens of a sign-in by the API.</summary>
    public static async Task<JsonObject> LogInAsync(this HttpClient client, TestUser user)
    {
        using var response = await client.PostAsJsonAsync(
            "/api/v1/auth/login", new { email = user.Email, password = TestUser.Password }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
    }
}
