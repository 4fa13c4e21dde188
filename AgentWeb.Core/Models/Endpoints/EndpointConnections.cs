using AgentWeb.Core.Models.Catalogue;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>The connections to all model servers, Ollama's last.</summary>
internal sealed class EndpointConnections : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    // Nothing listens on most machines, and what does listen is near.
    private static readonly TimeSpan OllamaConnectTimeout = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, EndpointConnection> _connections;

    /// <summary>Prepares a connection for every endpoint in <paramref name="options"/>.</summary>
    public EndpointConnections(IOptions<ModelsOptions> options)
    {
        var settings = options.Value;
        _connections = settings.Endpoints
            .Select(endpoint => new EndpointConnection(endpoint.Name, new Uri(endpoint.BaseUrl), endpoint.ApiKey, ConnectTimeout))
            .ToDictionary(connection => connection.Name, StringComparer.Ordinal);

        var ollama = new Uri(settings.OllamaUrl);
        if (settings.DiscoverOllama && !_connections.Values.Any(connection => IsOllama(connection, ollama)))
        {
            Ollama = new EndpointConnection(OllamaModels.Name, new Uri(ollama, "/v1"), apiKey: null, OllamaConnectTimeout);
            _connections.Add(Ollama.Name, Ollama);
        }
    }

    /// <summary>Where Ollama is looked for; null when that is switched off, or an endpoint is configured for it.</summary>
    public EndpointConnection? Ollama { get; }

    /// <summary>The connection of the endpoint, or null when there is none of that name.</summary>
    public EndpointConnection? Find(string endpoint) => _connections.GetValueOrDefault(endpoint);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var connection in _connections.Values)
        {
            connection.Dispose();
        }
    }

    private static bool IsOllama(EndpointConnection connection, Uri ollama) =>
        string.Equals(connection.Name, OllamaModels.Name, StringComparison.OrdinalIgnoreCase)
        || (connection.BaseUrl.Port == ollama.Port && (connection.BaseUrl.Host == ollama.Host || (connection.BaseUrl.IsLoopback && ollama.IsLoopback)));
}
