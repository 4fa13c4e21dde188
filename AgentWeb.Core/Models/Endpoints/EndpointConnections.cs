using AgentWeb.Core.Models.Catalogue;
using AgentWeb.Core.Models.Managed;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>
/// The connections to all model servers, configured ones first, Ollama's last. They follow the configuration and what administrators add; a
/// connection whose address and key stay the same stays itself, and one that goes still serves the replies that it began.
/// </summary>
internal sealed class EndpointConnections : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    // Nothing listens on most machines, and what does listen is near.
    private static readonly TimeSpan OllamaConnectTimeout = TimeSpan.FromSeconds(1);

    private readonly IOptionsMonitor<ModelsOptions> _options;
    private readonly ManagedModels _managed;
    private readonly IDisposable? _watch;
    private readonly Lock _gate = new();
    private readonly List<EndpointConnection> _made = [];
    private volatile EndpointSet _current;

    /// <summary>Prepares a connection for every endpoint.</summary>
    public EndpointConnections(IOptionsMonitor<ModelsOptions> options, ManagedModels managed)
    {
        (_options, _managed) = (options, managed);
        _current = Make(new([], [], Ollama: null));
        _watch = options.OnChange(_ => Rebuild());
        managed.Changed += OnManaged;
    }

    /// <summary>Raised after servers came, went or changed, or what was decided about their models did.</summary>
    public event EventHandler? Changed;

    /// <summary>All servers as they are described: configured ones, then those that administrators added.</summary>
    public IReadOnlyList<EndpointOptions> Endpoints => _current.Endpoints;

    /// <summary>Where Ollama is looked for; null when that is switched off, or an endpoint is configured for it.</summary>
    public EndpointConnection? Ollama => _current.Ollama;

    /// <summary>The connection of the endpoint, or null when there is none of that name.</summary>
    public EndpointConnection? Find(string endpoint) => _current.Connections.GetValueOrDefault(endpoint);

    /// <inheritdoc />
    public void Dispose()
    {
        _watch?.Dispose();
        _managed.Changed -= OnManaged;
        lock (_gate)
        {
            _made.ForEach(connection => connection.Dispose());
        }
    }

    private void OnManaged(object? sender, EventArgs e) => Rebuild();

    private void Rebuild()
    {
        lock (_gate)
        {
            _current = Make(_current);
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    private EndpointSet Make(EndpointSet before)
    {
        var settings = _options.CurrentValue;
        var configured = settings.Endpoints.Select(endpoint => endpoint.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        List<EndpointOptions> endpoints = [.. settings.Endpoints, .. _managed.Endpoints.Where(endpoint => !configured.Contains(endpoint.Name))];
        var connections = endpoints.ToDictionary(endpoint => endpoint.Name, endpoint => Keep(before, endpoint), StringComparer.Ordinal);

        var ollama = new Uri(settings.OllamaUrl);
        EndpointConnection? found = null;
        if (settings.DiscoverOllama && !connections.Values.Any(connection => IsOllama(connection, ollama)))
        {
            var address = new Uri(ollama, "/v1");
            found = before.Ollama?.BaseUrl == address ? before.Ollama : Made(new(OllamaModels.Name, address, apiKey: null, OllamaConnectTimeout));
            connections.Add(found.Name, found);
        }

        return new(endpoints, connections, found);
    }

    private EndpointConnection Keep(EndpointSet before, EndpointOptions endpoint) =>
        before.Connections.GetValueOrDefault(endpoint.Name) is { } old && old != before.Ollama && old.IsOf(endpoint)
            ? old
            : Made(new(endpoint.Name, new Uri(endpoint.BaseUrl), endpoint.ApiKey, ConnectTimeout));

    private EndpointConnection Made(EndpointConnection connection)
    {
        _made.Add(connection);
        return connection;
    }

    private static bool IsOllama(EndpointConnection connection, Uri ollama) =>
        string.Equals(connection.Name, OllamaModels.Name, StringComparison.OrdinalIgnoreCase)
        || (connection.BaseUrl.Port == ollama.Port && (connection.BaseUrl.Host == ollama.Host || (connection.BaseUrl.IsLoopback && ollama.IsLoopback)));

    private sealed record EndpointSet(IReadOnlyList<EndpointOptions> Endpoints, Dictionary<string, EndpointConnection> Connections, EndpointConnection? Ollama);
}
