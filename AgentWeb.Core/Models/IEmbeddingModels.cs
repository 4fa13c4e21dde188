namespace AgentWeb.Core.Models;

/// <summary>Which model turns text into vectors now. The configuration may change while somebody works with one: take it once for each piece of work.</summary>
public interface IEmbeddingModels
{
    /// <summary>The model; <see cref="EmbeddingModel.None"/> when none is configured.</summary>
    EmbeddingModel Current { get; }
}

/// <summary>Always the same one.</summary>
/// <param name="model">That one.</param>
public sealed class FixedEmbeddingModel(EmbeddingModel model) : IEmbeddingModels
{
    /// <inheritdoc/>
    public EmbeddingModel Current => model;
}
