using AgentWeb.Core.Data;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace AgentWeb.Hosting;

/// <summary>Health checks for orchestrators and load balancers. Reachable without signing in; they say only healthy or not.</summary>
internal static class Health
{
    private const string Path = "/health";

    /// <summary>The one that answers at any time.</summary>
    public const string LivePath = Path + "/live";

    /// <summary>Registers the checks.</summary>
    public static void AddHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddDbContextCheck<AppDbContext>("database");

    /// <summary>
    /// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work; while it starts, <see cref="ReadinessGate"/>
    /// answers in its place.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks(LivePath, new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks(Path + "/ready").AllowAnonymous();
    }
}
