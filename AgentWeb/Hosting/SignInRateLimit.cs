using System.Globalization;
using System.Threading.RateLimiting;
using AgentWeb.Core.Accounts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace AgentWeb.Hosting;

/// <summary>Counts tries per address and minute. Looking at a form is not a try.</summary>
internal sealed class SignInRateLimit(IOptionsMonitor<RateLimitOptions> options) : IRateLimiterPolicy<string>
{
    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected => null;

    public RateLimitPartition<string> GetPartition(HttpContext httpContext) =>
        HttpMethods.IsGet(httpContext.Request.Method) || HttpMethods.IsHead(httpContext.Request.Method)
            ? RateLimitPartition.GetNoLimiter("")
            : Limited(CustomerAddress.Of(httpContext.Connection.RemoteIpAddress), options.CurrentValue.SignIn);

    /// <summary>So many in a minute. A limit that was changed begins to count anew, with the next request.</summary>
    internal static RateLimitPartition<string> Limited(string customer, int limit) => RateLimitPartition.GetFixedWindowLimiter(
        string.Create(CultureInfo.InvariantCulture, $"{customer} {limit}"),
        _ => new FixedWindowRateLimiterOptions { PermitLimit = limit, Window = TimeSpan.FromMinutes(1) });
}
