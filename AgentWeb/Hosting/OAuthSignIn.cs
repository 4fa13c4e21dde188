using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Json;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Results;
using AgentWeb.Features.Account;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace AgentWeb.Hosting;

/// <summary>Single sign-on by a provider of OAuth 2, with the framework's handler: state, PKCE and the exchange of codes are its.</summary>
internal static class OAuthSignIn
{
    /// <summary>Where it begins.</summary>
    public const string Path = "/signin/oauth";

    private const string Scheme = "OAuth";
    private const string Provider = "oauth";
    private const string Callback = Path + "/callback";
    private const string Done = Path + "/done";
    private const string Verified = "email-verified";

    /// <summary>What is kept in the state, which only this server can write, of a sign-in that the provider was told to ask for.</summary>
    private const string Anew = "anew";

    private static readonly TimeSpan HalfwayLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Where it begins for whoever is signed in and is to prove who they are: the provider is told to ask them, whatever session it has.</summary>
    /// <param name="returnUrl">The page that it leads back to.</param>
    public static string PathAnew(string returnUrl) => $"{Path}?anew=true&returnUrl={Uri.EscapeDataString(returnUrl)}";

    /// <summary>Registers it where it is configured.</summary>
    public static void AddOAuthSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ProxyOptions>().BindConfiguration(ProxyOptions.Section);
        services.AddOptions<OAuthSignInOptions>().BindConfiguration(OAuthSignInOptions.Section).ValidateKeys(OAuthSignInOptions.Section);
        var settings = configuration.GetSection(OAuthSignInOptions.Section).Get<OAuthSignInOptions>() ?? new();
        if (!settings.IsOn)
        {
            return;
        }

        services.AddAuthentication()
            .AddCookie(IdentityConstants.ExternalScheme, cookie =>
            {
                cookie.Cookie.Name = "agentweb-oauth";
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                cookie.ExpireTimeSpan = HalfwayLifetime;
            })
            .AddOAuth(Scheme, oauth => Configure(oauth, settings));
    }

    /// <summary>Maps where it begins and ends.</summary>
    public static void MapOAuthSignIn(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<OAuthSignInOptions>>().Value.IsOn)
        {
            return;
        }

        app.MapGet(Path, (string? returnUrl, bool? anew) => TypedResults.Challenge(Begin(returnUrl, anew is true), [Scheme]))
            .AllowAnonymous().ExcludeFromDescription();
        app.MapGet(Done, FinishAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static AuthenticationProperties Begin(string? returnUrl, bool isAnew)
    {
        var properties = new AuthenticationProperties { RedirectUri = Done + "?returnUrl=" + Uri.EscapeDataString(LocalUrl.OrHome(returnUrl)) };
        if (isAnew)
        {
            properties.Items[Anew] = "";
        }

        return properties;
    }

    /// <summary>What OpenID Connect (Core 1.0, 3.1.2.1) has for it; a provider that knows neither signs in as ever, which nothing here can tell.</summary>
    private static string AskingAnew(string address, string prompt) =>
        QueryHelpers.AddQueryString(QueryHelpers.AddQueryString(address, "prompt", prompt), "max_age", "0");

    private static void Configure(OAuthOptions oauth, OAuthSignInOptions settings)
    {
        oauth.SignInScheme = IdentityConstants.ExternalScheme;
        oauth.ClientId = settings.ClientId!;
        oauth.ClientSecret = settings.ClientSecret ?? "";
        oauth.AuthorizationEndpoint = settings.AuthorizationEndpoint!;
        oauth.TokenEndpoint = settings.TokenEndpoint!;
        oauth.UserInformationEndpoint = settings.UserInformationEndpoint!;
        oauth.CallbackPath = Callback;
        oauth.UsePkce = true;
        oauth.CorrelationCookie.SameSite = SameSiteMode.Lax; // The provider leads back with a plain link.
        oauth.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        foreach (var scope in settings.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            oauth.Scope.Add(scope);
        }

        oauth.ClaimActions.MapJsonKey(ClaimTypes.NameIdentifier, settings.IdClaim);
        oauth.ClaimActions.MapJsonKey(ClaimTypes.Email, settings.EmailClaim);
        oauth.ClaimActions.MapJsonKey(Verified, settings.EmailVerifiedClaim);
        oauth.Events.OnRedirectToAuthorizationEndpoint = context =>
        {
            context.Response.Redirect(context.Properties.Items.ContainsKey(Anew) ? AskingAnew(context.RedirectUri, settings.PromptAnew) : context.RedirectUri);
            return Task.CompletedTask;
        };
        oauth.Events.OnCreatingTicket = AskWhoAsync;
        oauth.Events.OnRemoteFailure = async context =>
        {
            ActingUser.SetStranger(context.HttpContext);
            await RecordFailedAsync(context.HttpContext, context.Request.Query.ContainsKey("error") ? "provider_refused" : AccountErrors.ExternalFailed.Code);
            context.Response.Redirect("/signin?problem=" + AccountErrors.ExternalFailed.Code);
            context.HandleResponse();
        };
    }

    private static async Task AskWhoAsync(OAuthCreatingTicketContext context)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, context.Options.UserInformationEndpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", context.AccessToken);
        request.Headers.Accept.Add(new("application/json"));
        using var response = await context.Backchannel.SendAsync(request, context.HttpContext.RequestAborted);
        response.EnsureSuccessStatusCode();
        using var person = await JsonDocument.ParseAsync(
            await response.Content.ReadAsStreamAsync(context.HttpContext.RequestAborted), cancellationToken: context.HttpContext.RequestAborted);
        context.RunClaimActions(person.RootElement);
    }

    private static async Task<IResult> FinishAsync(
        HttpContext context, ExternalSignIn signIn, IOptions<OAuthSignInOptions> options, CancellationToken cancellationToken, string? returnUrl = null)
    {
        var outside = await context.AuthenticateAsync(IdentityConstants.ExternalScheme);
        await context.SignOutAsync(IdentityConstants.ExternalScheme);
        if (outside.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is not { Length: > 0 and <= 128 } key)
        {
            await RecordFailedAsync(context, AccountErrors.ExternalFailed.Code);
            return Refused(AccountErrors.ExternalFailed);
        }

        var isVerified = bool.TryParse(outside.Principal.FindFirstValue(Verified), out var verified) && verified;
        var isAnew = outside.Properties?.Items.ContainsKey(Anew) is true;
        var signedIn = await signIn.RunAsync(
            new(
                Provider, key, outside.Principal.FindFirstValue(ClaimTypes.Email), isVerified && options.Value.MatchVerifiedEmail,
                options.Value.CreateAccounts, isAnew),
            cancellationToken);
        if (!signedIn.Succeeded)
        {
            return Refused(signedIn.Error);
        }

        await context.SignInByCookieAsync(signedIn.Value);
        return TypedResults.LocalRedirect(LocalUrl.OrHome(returnUrl));
    }

    private static Task RecordFailedAsync(HttpContext context, string reason) => context.RequestServices.GetRequiredService<RefusedSignIns>()
        .RecordAsync(Provider, name: null, reason, context.RequestAborted);

    private static IResult Refused(Error error) => TypedResults.LocalRedirect("/signin?problem=" + error.Code);
}
