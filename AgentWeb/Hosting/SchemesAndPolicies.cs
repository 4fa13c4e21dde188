using AgentWeb.Api;
using AgentWeb.Core.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace AgentWeb.Hosting;

/// <summary>How people and programs prove who they are, and that they must.</summary>
internal static class SchemesAndPolicies
{
    /// <summary>The scheme of everything: a key or a bearer token where there is one, else the cookie.</summary>
    private const string CookieOrBearer = "CookieOrBearer";

    /// <summary>How long a cookie or a refresh token lasts without being used.</summary>
    private static readonly TimeSpan IdleLifetime = TimeSpan.FromDays(14);

    /// <summary>Registers the schemes, and a fallback policy: what does not say otherwise requires a signed-in user.</summary>
    public static void AddSchemesAndPolicies(this IServiceCollection services)
    {
        services.AddScoped<AccountCookieEvents>();
        services.AddAuthentication(CookieOrBearer)
            .AddPolicyScheme(CookieOrBearer, displayName: null, options => options.ForwardDefaultSelector = SelectScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, ConfigureCookie)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, configureOptions: null)
            .AddBearerToken(IdentityConstants.BearerScheme, options => options.RefreshTokenExpiration = IdleLifetime);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(Roles.Admin, policy => policy.RequireRole(Roles.Admin));
        services.AddCascadingAuthenticationState();
    }

    /// <summary>Keys are for programs: a page never looks at one.</summary>
    private static string SelectScheme(HttpContext context) =>
        ApiPaths.IsApi(context.Request.Path) && ApiKeyHandler.IsFor(context.Request) ? ApiKeyHandler.SchemeName
        : context.Request.Headers.Authorization.Count > 0 ? IdentityConstants.BearerScheme
        : IdentityConstants.ApplicationScheme;

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "agentweb";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest; // Plain HTTP works too; no __Host- prefix for the same reason.
        options.ExpireTimeSpan = IdleLifetime;
        options.SlidingExpiration = true;
        options.LoginPath = "/signin";
        options.ReturnUrlParameter = "returnUrl";
        options.EventsType = typeof(AccountCookieEvents);
    }
}
