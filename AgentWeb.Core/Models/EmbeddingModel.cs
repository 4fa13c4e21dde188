using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Models;

/// <summary>The model that turns text into vectors.</summary>
/// <param name="key">Its key, <c>endpoint/model</c>, which is stored beside vectors: those of two models cannot be compared.</param>
/// <param name="generator">Asks it. Its failures are <see cref="ModelException"/>.</param>
public sealed class EmbeddingModel(string key, IEmbeddingGenerator<string, Embedding<float>>? generator)
{
    /// <summary>There is none.</summary>
    public static EmbeddingModel None { get; } = new("", generator: null);

    /// <summary>Its key.</summary>
    public string Key { get; } = key;

    /// <summary>Asks it; null when none is configured.</summary>
    public IEmbeddingGenerator<string, Embedding<float>>? Generator { get; } = generator;

    /// <summary>The names of the endpoint and of the model, which may have slashes itself.</summary>
    internal static (string Endpoint, string Model) Split(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (key, "") : (key[..slash], key[(slash + 1)..]);
    }
}
