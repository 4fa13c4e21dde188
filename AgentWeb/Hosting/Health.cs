using AgentWeb.Core.Data;
using AgentWeb.Core.Startup;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AgentWeb.Hosting;

/// <summary>Health checks for orchestrators and load balancers. Reachable without signing in; they say only healthy or not.</summary>
internal static class Health
{
    /// <summary>What all of them start with.</summary>
    public const string Path = "/health";

    /// <summary>Registers the checks.</summary>
    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<ReadinessCheck>("startup")
        .AddDbContextCheck<AppDbContext>("database");

    /// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks(Path + "/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks(Path + "/ready").AllowAnonymous();
    }

    private sealed class ReadinessCheck(Readiness readiness) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(readiness.IsReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Starting"));
    }
}
