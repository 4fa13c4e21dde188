using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Tests.Fakes;

/// <summary>A provider of OAuth 2 on loopback (RFC 6749, RFC 7636) that signs in whoever the test says, without asking.</summary>
public sealed class OAuthProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _challenges = new(StringComparer.Ordinal);

    private OAuthProvider(WebApplication app) => _app = app;

    /// <summary>What the user-info endpoint answers.</summary>
    public object Person { get; set; } = new { };

    /// <summary>How it was told to ask, each time: <c>prompt</c> and <c>max_age</c>.</summary>
    public ConcurrentQueue<(string Prompt, string MaxAge)> Asked { get; } = new();

    /// <summary>Where it is.</summary>
    public string Address => _app.Urls.First();

    public static async Task<OAuthProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var provider = new OAuthProvider(builder.Build());
        provider.Map();
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>The settings of a server that uses it.</summary>
    public Dictionary<string, string?> Settings(params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Accounts:OAuth:Name"] = "Example",
            ["Accounts:OAuth:ClientId"] = "agentweb",
            ["Accounts:OAuth:ClientSecret"] = "secret",
            ["Accounts:OAuth:AuthorizationEndpoint"] = Address + "/authorize",
            ["Accounts:OAuth:TokenEndpoint"] = Address + "/token",
            ["Accounts:OAuth:UserInformationEndpoint"] = Address + "/userinfo",
        };
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        return settings;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map()
    {
        _app.MapGet("/authorize", (HttpRequest request) =>
        {
            Asked.Enqueue((request.Query["prompt"].ToString(), request.Query["max_age"].ToString()));
            var code = Guid.CreateVersion7().ToString("N");
            _challenges[code] = request.Query["code_challenge"].ToString();
            return Results.Redirect($"{request.Query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(request.Query["state"].ToString())}");
        });
        _app.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            var proof = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
            return _challenges.TryRemove(form["code"].ToString(), out var challenge) && challenge == proof && form["client_secret"] == "secret"
                ? Results.Json(new { access_token = "token", token_type = "Bearer" })
                : Results.BadRequest(new { error = "invalid_grant" });
        });
        _app.MapGet("/userinfo", (HttpRequest request) =>
            request.Headers.Authorization == "Bearer token" ? Results.Json(Person) : Results.Unauthorized());
    }
}
