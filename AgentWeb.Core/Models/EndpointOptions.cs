namespace AgentWeb.Core.Models;

/// <summary>Settings under <c>Models:Endpoints:N</c>: a server that speaks the OpenAI protocol.</summary>
public sealed record EndpointOptions
{
    /// <summary>Short unique name; the first part of its models' keys.</summary>
    public string Name { get; init; } = "";

    /// <summary>Address up to and with the version, for example <c>https://api.openai.com/v1</c>.</summary>
    public string BaseUrl { get; init; } = "";

    /// <summary>Key that is sent as bearer token; empty for servers without one.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Its models; null or empty asks the server.</summary>
    public IReadOnlyList<ModelOptions>? Models { get; init; }
}
