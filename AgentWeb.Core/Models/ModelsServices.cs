using AgentWeb.Core.Models.Catalogue;
using AgentWeb.Core.Models.Endpoints;
using AgentWeb.Core.Models.Managed;
using AgentWeb.Core.Models.Offline;
using AgentWeb.Core.Startup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Models;

/// <summary>Registers the models.</summary>
public static class ModelsServices
{
    /// <summary>
    /// Adds <see cref="IModelCatalogue"/> and <see cref="IChatClients"/>, configured by the section <c>Models</c> of
    /// <paramref name="configuration"/> and validated when the host starts.
    /// </summary>
    public static IServiceCollection AddModels(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(ModelsOptions.Section);
        services.AddOptions<ModelsOptions>().Configure(options => ModelsBinder.Bind(section, options)).ValidateOnStart();
        services.AddSingleton<IOptionsChangeTokenSource<ModelsOptions>>(new ConfigurationChangeTokenSource<ModelsOptions>(section));
        services.AddSingleton<IValidateOptions<ModelsOptions>, ModelsOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOfflineAssistant();
        services.AddModelAccess();
        services.AddDataProtection();
        services.AddSingleton<EndpointSecrets>();
        services.AddSingleton<IStoredConfiguration, LoadManagedModels>();
        services.AddSingleton<ReadModels>();
        services.AddSingleton<SaveEndpoint>();
        services.AddSingleton<RemoveEndpoint>();
        services.AddSingleton<TestEndpoint>();
        services.AddSingleton<SaveModelPolicy>();
        services.AddSingleton<ProbeEndpoints>();
        services.AddSingleton<EndpointConnections>();
        services.AddSingleton<IChatClients, ChatClients>();
        services.AddSingleton<IEmbeddingModels, ConfiguredEmbeddings>();
        services.AddSingleton<ModelCatalogue>();
        services.AddSingleton<IModelCatalogue>(provider => provider.GetRequiredService<ModelCatalogue>());
        services.AddHostedService<ModelDiscovery>();
        return services;
    }

    /// <summary>Registers who may use which model; once is enough, more does not hurt.</summary>
    public static IServiceCollection AddModelAccess(this IServiceCollection services)
    {
        services.TryAddSingleton<ManagedModels>();
        services.TryAddSingleton<ModelAccess>();
        return services;
    }
}
