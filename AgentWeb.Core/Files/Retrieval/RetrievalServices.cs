using AgentWeb.Core.Files.Retrieval.Vectors;
using AgentWeb.Core.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AgentWeb.Core.Files.Retrieval;

/// <summary>Registration of the search in files.</summary>
public static class RetrievalServices
{
    /// <summary>Registers it; again is harmless.</summary>
    public static IServiceCollection AddRetrieval(this IServiceCollection services)
    {
        services.TryAddSingleton<IEmbeddingModels>(new FixedEmbeddingModel(EmbeddingModel.None)); // Where models are registered theirs comes before this.
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<EmbedPassages>();
        services.TryAddSingleton<QuestionVector>();
        services.TryAddSingleton<IndexPassages>();
        services.TryAddSingleton<FindPassages>();
        return services;
    }
}
