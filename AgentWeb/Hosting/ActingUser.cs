using System.Security.Claims;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Audit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace AgentWeb.Hosting;

/// <summary>Says who acts: for each request, and for each call that a page makes over its circuit.</summary>
internal static class ActingUser
{
    /// <summary>After authentication.</summary>
    public static void UseActingUser(this WebApplication app) => app.Use((context, next) =>
    {
        CurrentActor.Set(Of(context.User, AddressOf(context), AgentOf(context)));
        return next(context);
    });

    /// <summary>Before authentication is done with somebody: whoever it is, from where they come.</summary>
    public static void SetStranger(HttpContext context) =>
        CurrentActor.Set(Of(new ClaimsPrincipal(new ClaimsIdentity()), AddressOf(context), AgentOf(context)));

    /// <summary>Who this is.</summary>
    public static Actor Of(ClaimsPrincipal user, string? address, string? userAgent = null) =>
        new(user.FindUserId(), user.Identity?.Name ?? "anonymous", address, userAgent);

    /// <summary>What the browser or program calls itself.</summary>
    public static string? AgentOf(HttpContext? context) => context?.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null;

    /// <summary>Where a request comes from, as far as trusted proxies tell.</summary>
    public static string? AddressOf(HttpContext? context) => context?.Connection.RemoteIpAddress switch
    {
        null => null,
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        var address => address.ToString(),
    };
}

/// <summary>The same for a circuit: its address is that of the request that opened it.</summary>
internal sealed class CircuitActor(IHttpContextAccessor requests, AuthenticationStateProvider authentication) : CircuitHandler
{
    private readonly string? _address = ActingUser.AddressOf(requests.HttpContext);
    private readonly string? _agent = ActingUser.AgentOf(requests.HttpContext);

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        async activity =>
        {
            var state = await authentication.GetAuthenticationStateAsync();
            CurrentActor.Set(ActingUser.Of(state.User, _address, _agent));
            await next(activity);
        };
}
