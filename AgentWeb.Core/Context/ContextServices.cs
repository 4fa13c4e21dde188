using AgentWeb.Core.Context.Sources;
using AgentWeb.Core.Data;
using AgentWeb.Core.Files.Retrieval;
using AgentWeb.Core.Files.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Core.Context;

/// <summary>Registration of what models are given.</summary>
public static class ContextServices
{
    /// <summary>Registers it. Options come from the section <c>Context</c>.</summary>
    public static IServiceCollection AddContext(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ContextOptions>().Bind(configuration.GetSection(ContextOptions.Section)).ValidateKeys(ContextOptions.Section);
        services.AddRetrieval();
        services.AddSingleton<ChooseSources>();
        services.AddSingleton(provider => new ContextBuilder(
            provider.GetRequiredService<IDbContextFactory<AppDbContext>>(),
            provider.GetRequiredService<ChooseSources>(),
            provider.GetRequiredService<IFileStore>()));
        return services;
    }
}
