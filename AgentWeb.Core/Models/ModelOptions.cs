namespace AgentWeb.Core.Models;

/// <summary>Settings under <c>Models:Endpoints:N:Models:N</c>: a model of an endpoint.</summary>
public sealed record ModelOptions
{
    /// <summary>The name by which the server knows it.</summary>
    public string Id { get; init; } = "";

    /// <summary>The name that people see; empty is the id.</summary>
    public string? Name { get; init; }

    /// <summary>Tokens of input and output together.</summary>
    public int ContextWindow { get; init; } = ModelDescriptor.AssumedContextWindow;

    /// <summary>Whether it sees images.</summary>
    public bool Vision { get; init; }

    /// <summary>Whether it calls tools.</summary>
    public bool Tools { get; init; }

    /// <summary>Whether it reasons before it answers.</summary>
    public bool Reasoning { get; init; }

    /// <summary>Generations that may run on it at once; null is no limit of its own.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Price of a million input tokens.</summary>
    public decimal? InputPrice { get; init; }

    /// <summary>Price of a million output tokens.</summary>
    public decimal? OutputPrice { get; init; }
}
