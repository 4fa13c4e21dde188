using AgentWeb.Core.Startup;

namespace AgentWeb.Hosting;

/// <summary>Registration of what happens between start and ready.</summary>
internal static class StartupServices
{
    /// <summary>The database first, then every <see cref="IBeforeReady"/>, then requests are answered.</summary>
    public static void AddStartup(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Readiness>();
        services.AddHostedService<PrepareDatabase>();
        services.AddHostedService<BecomeReady>();
        services.AddSingleton<IBeforeReady, WarmUp>();
    }
}
