using AgentWeb.Core.Models.Endpoints;
using AgentWeb.Core.Models.Managed;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace AgentWeb.Core.Models.Catalogue;

/// <summary>
/// Holds what configuration and administrators say and what servers told. Reading takes the current snapshot; replacing swaps it. A model that
/// an administrator switched off is not in it.
/// </summary>
internal sealed class ModelCatalogue : IModelCatalogue, IDisposable
{
    private readonly IOptionsMonitor<ModelsOptions> _options;
    private readonly EndpointConnections _connections;
    private readonly ManagedModels _managed;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IReadOnlyList<ModelDescriptor>> _told = new(StringComparer.Ordinal);
    private volatile CatalogueSnapshot _current;
    private CancellationTokenSource _changed = new();

    /// <summary>Starts with the models that configuration lists.</summary>
    public ModelCatalogue(IOptionsMonitor<ModelsOptions> options, EndpointConnections connections, ManagedModels managed)
    {
        (_options, _connections, _managed) = (options, connections, managed);
        _current = Snapshot();
        connections.Changed += OnConnections;
    }

    /// <inheritdoc />
    public ModelDescriptor Default => _current.Default;

    /// <summary>All models, those that are switched off included.</summary>
    internal IReadOnlyList<ModelDescriptor> Everything => _current.Everything;

    /// <inheritdoc />
    public IReadOnlyList<ModelDescriptor> List() => _current.Models;

    /// <inheritdoc />
    public ModelDescriptor? Find(string key) => _current.Find(key) ?? Expected(key);

    /// <inheritdoc />
    public IChangeToken Watch()
    {
        lock (_gate)
        {
            return new CancellationChangeToken(_changed.Token);
        }
    }

    /// <summary>Takes over what a server told; fires the change token when that is news.</summary>
    public void Replace(string endpoint, IReadOnlyList<ModelDescriptor> models)
    {
        lock (_gate)
        {
            if (_told.TryGetValue(endpoint, out var before) && before.SequenceEqual(models))
            {
                return;
            }

            _told[endpoint] = models;
        }

        Refresh();
    }

    /// <summary>Forgets what a server told that is not asked any more.</summary>
    public void Forget(string endpoint)
    {
        lock (_gate)
        {
            _told.Remove(endpoint);
        }

        Refresh();
    }

    /// <summary>Whether a server has told its models.</summary>
    internal bool HasTold(string endpoint)
    {
        lock (_gate)
        {
            return _told.ContainsKey(endpoint);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _connections.Changed -= OnConnections;
        _changed.Dispose();
    }

    private void OnConnections(object? sender, EventArgs e) => Refresh();

    private void Refresh()
    {
        CancellationTokenSource fired;
        lock (_gate)
        {
            _current = Snapshot();
            fired = _changed;
            _changed = new CancellationTokenSource();
        }

        // Outside the lock: those who watch may read or watch again.
        fired.Cancel();
    }

    /// <summary>A model of a server that has not told its models yet, or not yet been looked for.</summary>
    private ModelDescriptor? Expected(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == key.Length - 1 || _managed.PolicyOf(key) is { Disabled: true })
        {
            return null;
        }

        var endpoint = key[..slash];
        return IsAsked(endpoint) && !HasTold(endpoint)
            ? _managed.Decided(ConfiguredModels.Describe(endpoint, new ModelOptions { Id = key[(slash + 1)..] }))
            : null;
    }

    private bool IsAsked(string endpoint) => _connections.Endpoints.FirstOrDefault(e => string.Equals(e.Name, endpoint, StringComparison.Ordinal)) is { } described
        ? described.Models is not { Count: > 0 }
        : endpoint == OllamaModels.Name && _options.CurrentValue.DiscoverOllama;

    private CatalogueSnapshot Snapshot()
    {
        var described = _connections.Endpoints.SelectMany(endpoint => endpoint.Models is { Count: > 0 } models
            ? models.Select(model => ConfiguredModels.Describe(endpoint.Name, model))
            : _told.GetValueOrDefault(endpoint.Name, []));
        var found = _connections.Endpoints.Any(endpoint => endpoint.Name == OllamaModels.Name) ? [] : _told.GetValueOrDefault(OllamaModels.Name, []);
        List<ModelDescriptor> models = [.. described.Concat(found).Select(_managed.Decided)];

        // The configured default works before its server has told that it has it.
        var defaultKey = _options.CurrentValue.Default;
        if (defaultKey is { Length: > 0 } key && models.TrueForAll(model => model.Key != key) && Expected(key) is { } expected)
        {
            models.Insert(0, expected);
        }

        return new CatalogueSnapshot([.. models, _managed.Decided(OfflineAssistant.Model)], defaultKey, key => _managed.PolicyOf(key) is { Disabled: true });
    }
}
