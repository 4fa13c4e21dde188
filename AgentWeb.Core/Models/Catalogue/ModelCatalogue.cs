using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace AgentWeb.Core.Models.Catalogue;

/// <summary>Holds what configuration says and what servers told. Reading takes the current snapshot; replacing swaps it.</summary>
internal sealed class ModelCatalogue : IModelCatalogue
{
    private readonly ModelsOptions _options;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IReadOnlyList<ModelDescriptor>> _told = new(StringComparer.Ordinal);
    private volatile CatalogueSnapshot _current;
    private CancellationTokenSource _changed = new();

    /// <summary>Starts with the models that configuration lists.</summary>
    public ModelCatalogue(IOptions<ModelsOptions> options)
    {
        _options = options.Value;
        foreach (var endpoint in _options.Endpoints.Where(endpoint => endpoint.Models is { Count: > 0 }))
        {
            _told[endpoint.Name] = [.. endpoint.Models!.Select(model => ConfiguredModels.Describe(endpoint.Name, model))];
        }

        _current = Snapshot();
    }

    /// <inheritdoc />
    public ModelDescriptor Default => _current.Default;

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
        CancellationTokenSource fired;
        lock (_gate)
        {
            if (_told.TryGetValue(endpoint, out var before) && before.SequenceEqual(models))
            {
                return;
            }

            _told[endpoint] = models;
            _current = Snapshot();
            fired = _changed;
            _changed = new CancellationTokenSource();
        }

        // Outside the lock: those who watch may read or watch again.
        fired.Cancel();
    }

    /// <summary>A model of a configured endpoint that has not told its models yet.</summary>
    private ModelDescriptor? Expected(string key)
    {
        foreach (var endpoint in _options.Endpoints)
        {
            if (key.Length > endpoint.Name.Length + 1 && key[endpoint.Name.Length] == '/'
                && key.StartsWith(endpoint.Name, StringComparison.Ordinal) && !HasTold(endpoint.Name))
            {
                return ConfiguredModels.Describe(endpoint.Name, new ModelOptions { Id = key[(endpoint.Name.Length + 1)..] });
            }
        }

        return null;
    }

    private bool HasTold(string endpoint)
    {
        lock (_gate)
        {
            return _told.ContainsKey(endpoint);
        }
    }

    private CatalogueSnapshot Snapshot()
    {
        var order = _options.Endpoints.Select(endpoint => endpoint.Name).Append(OllamaModels.Name).Distinct(StringComparer.Ordinal);
        var models = order.SelectMany(endpoint => _told.GetValueOrDefault(endpoint, [])).ToList();
        // The configured default works before its server has told that it has it.
        if (_options.Default is { Length: > 0 } key && models.TrueForAll(model => model.Key != key) && Expected(key) is { } expected)
        {
            models.Insert(0, expected);
        }

        return new CatalogueSnapshot([.. models, OfflineAssistant.Model], _options.Default);
    }
}
