namespace AgentWeb.Core.Models;

/// <summary>A model that can be chosen, and what is known about it.</summary>
public sealed record ModelDescriptor
{
    /// <summary>Context window assumed where neither configuration nor server tells it, in tokens.</summary>
    public const int AssumedContextWindow = 8192;

    /// <summary>What a person selects and a job stores: <c>{endpoint}/{model id}</c>. Stable across restarts.</summary>
    public required string Key { get; init; }

    /// <summary>The name by which the server knows the model.</summary>
    public required string Id { get; init; }

    /// <summary>The name that people see.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the endpoint that serves it.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Tokens of input and output together.</summary>
    public int ContextWindow { get; init; } = AssumedContextWindow;

    /// <summary>Whether it sees images.</summary>
    public bool Vision { get; init; }

    /// <summary>Whether it calls tools.</summary>
    public bool Tools { get; init; }

    /// <summary>Whether it reasons before it answers.</summary>
    public bool Reasoning { get; init; }

    /// <summary>Generations that may run on it at once; null is no limit of its own.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Price of a million input tokens, in the currency the administrator thinks in.</summary>
    public decimal? InputPrice { get; init; }

    /// <summary>Price of a million output tokens.</summary>
    public decimal? OutputPrice { get; init; }

    /// <summary>Whether this is the built-in assistant, which is no language model.</summary>
    public bool IsOffline { get; init; }

    /// <summary>The key of a model of an endpoint.</summary>
    public static string KeyOf(string endpoint, string id) => $"{endpoint}/{id}";
}
