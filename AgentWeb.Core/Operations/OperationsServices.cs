using AgentWeb.Core.Operations.Figures;
using AgentWeb.Core.Operations.Sessions;
using AgentWeb.Core.Operations.Usage;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Core.Operations;

/// <summary>Registration of what administrators see of the work of the server.</summary>
public static class OperationsServices
{
    /// <summary>Registers it; it needs the chat.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddSingleton<ReadOperations>();
        services.AddSingleton<ReadFigures>();
        services.AddSingleton<ReadUsage>();
        services.AddSingleton<RollUpUsage>();
        services.AddHostedService(provider => provider.GetRequiredService<RollUpUsage>());
        services.AddSingleton<ExportUsage>();
        services.AddSingleton<ListSignedIn>();
        services.AddSingleton<EndSignIn>();
        services.AddSingleton<SampleQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<SampleQueue>());
        return services;
    }
}
