using System.Net;
using System.Security.Claims;
using AgentWeb.Core.Accounts;
using AgentWeb.Features.Account;
using Microsoft.Extensions.Options;

namespace AgentWeb.Hosting;

/// <summary>
/// Signs in whom a trusted proxy names in its header, when they visit a page: from there on they have a cookie like everybody. The address that counts
/// is that of the connection, before any header is believed.
/// </summary>
internal static class ProxySignIn
{
    private const string Provider = "proxy";

    /// <summary>Claim that holds what the proxy called the person when the cookie was made.</summary>
    private const string NameClaim = "proxy-name";

    private static readonly object Peer = new();

    /// <summary>Remembers who is at the other end of the connection. Before forwarded headers are believed.</summary>
    public static void UseConnectionPeer(this WebApplication app) => app.Use((context, next) =>
    {
        context.Items[Peer] = context.Connection.RemoteIpAddress;
        return next(context);
    });

    /// <summary>Signs in. After authentication.</summary>
    public static void UseProxySignIn(this WebApplication app)
    {
        var networks = app.Services.GetRequiredService<IOptions<HostingOptions>>().Value.Networks.ToList();
        app.Use(async (context, next) =>
        {
            var options = context.RequestServices.GetRequiredService<IOptionsMonitor<ProxyOptions>>().CurrentValue;
            if (!string.IsNullOrEmpty(options.Header) && IsVisit(context.Request)
                && context.Request.Headers[options.Header].ToString() is { Length: > 0 and <= 128 } name
                && context.User.FindFirstValue(NameClaim) != name)
            {
                await (IsTrusted(context, networks) ? SignInAsync(context, options, name) : RecordForgedAsync(context, name));
            }

            await next(context);
        });
    }

    /// <summary>Whether somebody looks at a page. Whoever takes just anything, as scripts and programs do, is not made a sign-in.</summary>
    private static bool IsVisit(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.IsPageVisit() && request.Headers.Accept.ToString() is not "*/*";

    private static bool IsTrusted(HttpContext context, List<IPNetwork> networks)
    {
        var peer = context.Items[Peer] as IPAddress;
        peer = peer is { IsIPv4MappedToIPv6: true } ? peer.MapToIPv4() : peer;
        return peer is not null && networks.Exists(network => network.Contains(peer));
    }

    /// <summary>The header is ignored; that somebody tried it is kept.</summary>
    private static Task RecordForgedAsync(HttpContext context, string name)
    {
        ActingUser.SetStranger(context);
        return context.RequestServices.GetRequiredService<RefusedSignIns>().RecordAsync(Provider, name, "header_not_trusted", context.RequestAborted);
    }

    private static async Task SignInAsync(HttpContext context, ProxyOptions options, string name)
    {
        var email = string.IsNullOrEmpty(options.EmailHeader) ? name : context.Request.Headers[options.EmailHeader].ToString();
        ActingUser.SetStranger(context);
        var signedIn = await context.RequestServices.GetRequiredService<ExternalSignIn>()
            .RunAsync(new(Provider, name, email, options.MatchEmail, options.CreateAccounts, ProvesOwner: true), context.RequestAborted);
        if (signedIn.Value is { } principal)
        {
            ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(NameClaim, name));
            await context.SignInByCookieAsync(principal);
            context.User = principal;
        }
        else
        {
            // Nobody: whoever was signed in here before is not who the proxy names.
            context.User = new ClaimsPrincipal(new ClaimsIdentity());
        }
    }
}
