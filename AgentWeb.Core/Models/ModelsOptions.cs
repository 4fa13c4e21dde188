using System.ComponentModel;

namespace AgentWeb.Core.Models;

/// <summary>Settings under <c>Models</c>.</summary>
public sealed record ModelsOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Models";

    /// <summary>Servers that speak the OpenAI protocol, the preferred one first.</summary>
    public IReadOnlyList<EndpointOptions> Endpoints { get; init; } = [];

    /// <summary>Key (<c>endpoint/model</c>) of the model for those who did not choose; empty is the first that is found.</summary>
    [Description("Key of the model for those who did not choose; empty is the first that is found")]
    public string? Default { get; init; }

    /// <summary>Key (<c>endpoint/model</c>) of the model that turns text into vectors, by which files are searched by meaning; empty for none.</summary>
    [Description("Key of the model that turns text into vectors, by which files are searched by meaning")]
    public string? Embedding { get; init; }

    /// <summary>Whether an Ollama on this machine is found by itself.</summary>
    [Description("Look for an Ollama")]
    public bool DiscoverOllama { get; init; } = true;

    /// <summary>Where Ollama is looked for.</summary>
    [Description("Where Ollama is looked for")]
    public string OllamaUrl { get; init; } = "http://127.0.0.1:11434";

    /// <summary>The built-in assistant.</summary>
    public OfflineOptions Offline { get; init; } = new();
}
