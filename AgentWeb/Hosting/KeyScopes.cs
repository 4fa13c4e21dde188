using AgentWeb.Api;
using AgentWeb.Core.Accounts;
using Microsoft.AspNetCore.Authorization;

namespace AgentWeb.Hosting;

/// <summary>
/// What a key may call: one table of areas, by the beginning of an endpoint's route, and one check for all of them. What is not in the table no
/// key may call, so that a new area is closed until somebody decides.
/// </summary>
internal static class KeyScopes
{
    /// <summary>The first that fits counts. Null is for people alone.</summary>
    private static readonly (string Route, string? Scope)[] Areas =
    [
        ("/api/v1/auth", null),
        ("/api/v1/keys", null),
        ("/api/v1/account", null),
        ("/api/v1/antiforgery", null),
        ("/api/v1/admin", ApiScopes.Admin),
        ("/api/v1/config", ApiScopes.Admin),
        ("/api/v1/telemetry/summary", ApiScopes.Admin),
        ("/api/v1/files", ApiScopes.Files),
        ("/api/v1", ApiScopes.Chat),
        ("/v1", ApiScopes.Chat),
        ("/ws", ApiScopes.Chat),
    ];

    /// <summary>The check, once it is known who calls what.</summary>
    public static void UseKeyScopes(this WebApplication app) => app.Use((context, next) =>
        context.User.FindKeyId() is null || Refuse(context) is not { } problem ? next(context) : problem.ExecuteAsync(context));

    /// <summary>The scopes of which one is needed; none where no key may call.</summary>
    public static IReadOnlyList<string> Of(string route, string method)
    {
        var scope = Array.Find(Areas, area => new PathString(route).StartsWithSegments(area.Route, StringComparison.OrdinalIgnoreCase)).Scope;
        return scope switch
        {
            null => [],
            ApiScopes.Admin => [scope],
            _ when HttpMethods.IsGet(method) || HttpMethods.IsHead(method) => [scope, ApiScopes.Read],
            _ => [scope],
        };
    }

    private static Problem? Refuse(HttpContext context)
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return null; // There is nothing, or anybody may.
        }

        var wanted = Of("/" + endpoint.RoutePattern.RawText?.TrimStart('/'), context.Request.Method);
        if (wanted.Count == 0)
        {
            return new(StatusCodes.Status403Forbidden, "key_not_allowed", "Keys cannot be used for this. Sign in to do it yourself.");
        }

        return wanted.Any(scope => context.User.HasClaim(UserClaims.Scope, scope))
            ? null
            : new(StatusCodes.Status403Forbidden, "scope_missing", $"This key may not do that: it needs the scope {string.Join(" or ", wanted)}.");
    }
}
