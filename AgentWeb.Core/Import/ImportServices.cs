using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Core.Import;

/// <summary>Registration of what takes conversations in.</summary>
public static class ImportServices
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddImport(this IServiceCollection services) => services
        .AddSingleton<ReadImport>()
        .AddSingleton<PreviewImport>()
        .AddSingleton<ImportConversations>();
}
