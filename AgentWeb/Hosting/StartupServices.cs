using AgentWeb.Core.Startup;

namespace AgentWeb.Hosting;

/// <summary>Registration of what happens between start and ready.</summary>
internal static class StartupServices
{
    /// <summary>
    /// Longest shutdown. A page whose circuit is closed comes back at once and would hold the server up to its limit, 30 seconds by default.
    /// </summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The database first, beside what only warms up, then every <see cref="IBeforeReady"/>, then requests are answered.</summary>
    public static void AddStartup(this IServiceCollection services)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Readiness>();
        services.AddHostedService<HoldDataDirectory>();
        services.AddSingleton<WarmUps>();
        services.AddHostedService(provider => provider.GetRequiredService<WarmUps>());
        services.AddHostedService<PrepareDatabase>();
        services.AddHostedService<BecomeReady>();
        services.AddSingleton<IWarmUp, WarmUp>();
        services.AddSingleton<IWarmUp, ModelWarmUp>();
        services.AddSingleton<IWarmUp, StreamingRehearsal>();
    }
}
