using AgentWeb.Hosting;
using Microsoft.AspNetCore.Antiforgery;

namespace AgentWeb.Api;

/// <summary>
/// API calls that change something and come with the cookie must carry the antiforgery token: a browser sends the cookie along with other
/// sites' requests too. Calls with a bearer token need none.
/// </summary>
internal static class ApiAntiforgery
{
    /// <summary>Header that carries the token.</summary>
    public const string HeaderName = "X-CSRF-TOKEN";

    /// <summary>Checks every such call; an endpoint cannot forget it.</summary>
    public static void UseApiAntiforgery(this WebApplication app)
    {
        var antiforgery = app.Services.GetRequiredService<IAntiforgery>();
        app.Use(async (context, next) =>
        {
            if (MustProve(context) && !await antiforgery.IsRequestValidAsync(context))
            {
                await new Problem(
                    StatusCodes.Status400BadRequest,
                    "antiforgery_token_invalid",
                    $"Send the token of GET {ApiPaths.V1}/antiforgery in the header {HeaderName}.").ExecuteAsync(context);
                return;
            }

            await next(context);
        });
    }

    /// <summary><c>GET /api/v1/antiforgery</c>.</summary>
    public static void MapAntiforgeryApi(this IEndpointRouteBuilder routes) => routes
        .MapGet(ApiPaths.V1 + "/antiforgery", (HttpContext context, IAntiforgery antiforgery) =>
            new AntiforgeryTokenResponse(antiforgery.GetAndStoreTokens(context).RequestToken!, HeaderName))
        .WithTags("auth")
        .WithSummary("The token that calls by cookie carry when they change something");

    private static bool MustProve(HttpContext context) =>
        ApiPaths.IsApi(context.Request.Path)
        && !HttpMethods.IsGet(context.Request.Method)
        && !HttpMethods.IsHead(context.Request.Method)
        && !HttpMethods.IsOptions(context.Request.Method)
        && context.IsSignedInByCookie();
}

/// <summary>The antiforgery token.</summary>
/// <param name="Token">Good for this sign-in, together with the cookie that came with it.</param>
/// <param name="HeaderName">Header to send it in.</param>
internal sealed record AntiforgeryTokenResponse(string Token, string HeaderName);
