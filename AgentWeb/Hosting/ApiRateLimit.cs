using AgentWeb.Api;
using AgentWeb.Core.Accounts;

namespace AgentWeb.Hosting;

/// <summary>Counts calls of the API per user, or per address where nobody is signed in. Health checks are nobody's.</summary>
internal static class ApiRateLimit
{
    private static readonly PathString Health = "/health";

    /// <summary>After authentication.</summary>
    public static void UseApiRateLimit(this WebApplication app)
    {
        var rates = app.Services.GetRequiredService<UserRates>();
        app.Use((context, next) => IsCounted(context.Request) && rates.Call(CallerOf(context)) is { } wait ? RefuseAsync(context, wait) : next(context));
    }

    private static bool IsCounted(HttpRequest request) => ApiPaths.IsApi(request.Path) && !request.Path.StartsWithSegments(Health, StringComparison.OrdinalIgnoreCase);

    private static string CallerOf(HttpContext context) =>
        context.User.FindUserId()?.ToString("N") ?? CustomerAddress.Of(context.Connection.RemoteIpAddress);

    private static Task RefuseAsync(HttpContext context, TimeSpan wait) => new Problem(
        StatusCodes.Status429TooManyRequests,
        "rate_limited",
        $"Too many calls in a minute. It goes on in {Math.Max(1, Math.Ceiling(wait.TotalSeconds)):0} seconds.",
        Retryable: true)
    { RetryAfter = wait }.ExecuteAsync(context);
}
