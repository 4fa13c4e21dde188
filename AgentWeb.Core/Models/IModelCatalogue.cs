using Microsoft.Extensions.Primitives;

namespace AgentWeb.Core.Models;

/// <summary>The models that can be chosen now. Answers from memory; configured servers are asked in the background.</summary>
public interface IModelCatalogue
{
    /// <summary>The model of those who did not choose; always there, the built-in assistant at the least.</summary>
    ModelDescriptor Default { get; }

    /// <summary>All models: those of the configured endpoints in their order, Ollama's, and the built-in assistant.</summary>
    IReadOnlyList<ModelDescriptor> List();

    /// <summary>
    /// The model of <paramref name="key"/>, or null when there is none. While a configured endpoint has not yet told its models,
    /// any model of it is found, so that a job that waited through a restart can run at once.
    /// </summary>
    ModelDescriptor? Find(string key);

    /// <summary>A token that fires once, at the next change of the list; to be used with <see cref="ChangeToken"/>.</summary>
    IChangeToken Watch();
}
