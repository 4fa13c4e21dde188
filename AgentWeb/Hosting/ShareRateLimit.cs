using System.Threading.RateLimiting;
using AgentWeb.Core.Accounts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace AgentWeb.Hosting;

/// <summary>Counts looks at shared conversations per address and minute: nobody tries addresses out, and nobody keeps the server busy with one.</summary>
internal sealed class ShareRateLimit(IOptionsMonitor<RateLimitOptions> options) : IRateLimiterPolicy<string>
{
    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected => null;

    public RateLimitPartition<string> GetPartition(HttpContext httpContext) =>
        SignInRateLimit.Limited(CustomerAddress.Of(httpContext.Connection.RemoteIpAddress), options.CurrentValue.Share);
}
