namespace AgentWeb.Core.Models.Catalogue;

/// <summary>The catalogue at one moment. Never changes, so readers need no lock.</summary>
internal sealed class CatalogueSnapshot
{
    private readonly Dictionary<string, ModelDescriptor> _byKey;

    /// <summary>Makes the catalogue of <paramref name="models"/>, of which the last is the built-in assistant.</summary>
    public CatalogueSnapshot(IReadOnlyList<ModelDescriptor> models, string? defaultKey, Func<string, bool> isOff)
    {
        Everything = models;
        Models = [.. models.Where(model => !isOff(model.Key))];
        _byKey = Models.ToDictionary(model => model.Key, StringComparer.Ordinal);
        Default = (string.IsNullOrEmpty(defaultKey) ? null : _byKey.GetValueOrDefault(defaultKey)) ?? (Models.Count > 0 ? Models[0] : models[^1]);
    }

    /// <summary>All models, those that are switched off included.</summary>
    public IReadOnlyList<ModelDescriptor> Everything { get; }

    /// <summary>The models that are on, in order of preference.</summary>
    public IReadOnlyList<ModelDescriptor> Models { get; }

    /// <summary>The configured default while it is there, else the first; the built-in assistant where all are switched off.</summary>
    public ModelDescriptor Default { get; }

    /// <summary>The model of <paramref name="key"/>, or null.</summary>
    public ModelDescriptor? Find(string key) => _byKey.GetValueOrDefault(key);
}
