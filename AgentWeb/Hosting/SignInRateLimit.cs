using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using AgentWeb.Core.Accounts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace AgentWeb.Hosting;

/// <summary>Counts tries per address and minute. Looking at a form is not a try.</summary>
internal sealed class SignInRateLimit(IOptionsMonitor<RateLimitOptions> options) : IRateLimiterPolicy<string>
{
    /// <summary>The part of an IPv6 address that a provider gives to one customer, who owns all addresses below it.</summary>
    private const int CustomerBytes = 8;

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected => null;

    public RateLimitPartition<string> GetPartition(HttpContext httpContext) =>
        HttpMethods.IsGet(httpContext.Request.Method) || HttpMethods.IsHead(httpContext.Request.Method)
            ? RateLimitPartition.GetNoLimiter("")
            : Limited(Customer(httpContext.Connection.RemoteIpAddress), options.CurrentValue.SignIn);

    /// <summary>So many in a minute. A limit that was changed begins to count anew, with the next request.</summary>
    internal static RateLimitPartition<string> Limited(string customer, int limit) => RateLimitPartition.GetFixedWindowLimiter(
        string.Create(CultureInfo.InvariantCulture, $"{customer} {limit}"),
        _ => new FixedWindowRateLimiterOptions { PermitLimit = limit, Window = TimeSpan.FromMinutes(1) });

    internal static string Customer(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }

        return address.IsIPv4MappedToIPv6 || address.GetAddressBytes() is not { Length: 16 } bytes
            ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
            : Convert.ToHexString(bytes, 0, CustomerBytes);
    }
}
