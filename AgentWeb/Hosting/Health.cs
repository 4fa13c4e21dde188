using AgentWeb.Hosting.HealthChecks;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace AgentWeb.Hosting;

/// <summary>
/// Health checks for orchestrators and load balancers. Reachable without signing in; they say only healthy, degraded or unhealthy. What it is, is
/// on the page of administrators.
/// </summary>
internal static class Health
{
    private const string Path = "/health";

    /// <summary>The one that answers at any time.</summary>
    public const string LivePath = Path + "/live";

    /// <summary>Registers the checks.</summary>
    public static void AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks();
        services.AddSingleton<DatabaseHealth>();
        services.AddSingleton<IHealthPart>(provider => provider.GetRequiredService<DatabaseHealth>());
        services.AddSingleton<IHealthPart, MigrationHealth>();
        services.AddSingleton<IHealthPart, ModelHealth>();
        services.AddSingleton<IHealthPart, QueueHealth>();
        services.AddSingleton<IHealthPart, StorageHealth>();
        services.AddSingleton<IHealthPart, ExtractorHealth>();
        services.AddSingleton<IHealthPart, BrokerHealth>();
        services.AddSingleton<HealthMonitor>();
        services.AddHostedService(provider => provider.GetRequiredService<HealthMonitor>());
    }

    /// <summary>
    /// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work, in part at least (a model server that is away is no reason
    /// to take the server out of service); while it starts, <see cref="ReadinessGate"/> answers in its place.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks(LivePath, new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapGet(Path + "/ready", async (HealthMonitor monitor, CancellationToken cancellationToken) =>
        {
            var state = await monitor.ReadyAsync(cancellationToken);
            return Results.Text(
                state.ToString(), statusCode: state == HealthState.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
        }).AllowAnonymous().ExcludeFromDescription().DisableHttpMetrics();
    }
}
