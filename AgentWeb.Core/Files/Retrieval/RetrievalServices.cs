using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AgentWeb.Core.Files.Retrieval;

/// <summary>Registration of the search in files.</summary>
public static class RetrievalServices
{
    /// <summary>Registers it; again is harmless.</summary>
    public static IServiceCollection AddRetrieval(this IServiceCollection services)
    {
        services.TryAddSingleton<IndexPassages>();
        services.TryAddSingleton<FindPassages>();
        return services;
    }
}
