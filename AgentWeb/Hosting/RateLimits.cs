using System.Globalization;
using System.Threading.RateLimiting;
using AgentWeb.Core.Accounts;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentWeb.Hosting;

/// <summary>Rate limits. Endpoints and pages name the one that counts for them.</summary>
internal static class RateLimits
{
    /// <summary>For everything that takes a password or a code.</summary>
    public const string SignIn = "SignIn";

    /// <summary>For pages that anybody may read who has their address.</summary>
    public const string Share = "Share";

    /// <summary>Registers the limits and their answer, 429 with <c>Retry-After</c>.</summary>
    public static void AddRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddUserRates(configuration);
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (rejected, _) =>
            {
                SetRetryAfter(rejected);
                return ValueTask.CompletedTask; // The body comes from the error responses, a page or a problem.
            };
            limiter.AddPolicy<string, SignInRateLimit>(SignIn);
            limiter.AddPolicy<string, ShareRateLimit>(Share);
        });
    }

    private static void SetRetryAfter(OnRejectedContext rejected)
    {
        if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
        {
            var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
    }
}
