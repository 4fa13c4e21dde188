using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Core.Export;

/// <summary>Registration of what takes conversations out.</summary>
public static class ExportServices
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddExport(this IServiceCollection services) => services
        .AddSingleton<ExportConversation>()
        .AddSingleton<ExportAccount>();
}
