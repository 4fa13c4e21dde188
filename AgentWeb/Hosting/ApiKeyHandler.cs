using System.Security.Claims;
using System.Text.Encodings.Web;
using AgentWeb.Core.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace AgentWeb.Hosting;

/// <summary>
/// Lets programs in that come with a key: in <c>X-API-Key</c>, or where clients only know bearer tokens, in place of one. What a key may do is
/// checked by <see cref="KeyScopes"/>.
/// </summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, FindApiKey findKey)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "ApiKey";

    /// <summary>Header that carries a key.</summary>
    public const string HeaderName = "X-API-Key";

    private const string Bearer = "Bearer ";

    /// <summary>Whether a request comes with a key.</summary>
    public static bool IsFor(HttpRequest request) => request.Headers.ContainsKey(HeaderName) || FindApiKey.IsKey(InPlaceOfToken(request));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var text = Request.Headers.TryGetValue(HeaderName, out var given) ? given.ToString().Trim() : InPlaceOfToken(Request);
        return await findKey.RunAsync(text, ActingUser.AddressOf(Context), Context.RequestAborted) is { } claims
            ? AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme.Name)), Scheme.Name))
            : AuthenticateResult.Fail("There is no such key.");
    }

    private static string? InPlaceOfToken(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null;
}
