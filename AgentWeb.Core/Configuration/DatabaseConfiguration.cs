using Microsoft.Extensions.Configuration;

namespace AgentWeb.Core.Configuration;

/// <summary>What administrators changed, as the last of the configuration's sources: it counts more than files and environment.</summary>
public sealed class DatabaseConfiguration : ConfigurationProvider
{
    /// <summary>Lists by their keys; see <see cref="ListOverrides"/>.</summary>
    public IReadOnlyDictionary<string, string> Lists { get; private set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it says something about a key.</summary>
    public bool Has(string key) => Data.ContainsKey(key) || Lists.ContainsKey(key);

    /// <summary>Takes over all that counts from now on, and tells those who read it.</summary>
    internal void Replace(IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string> lists)
    {
        Data = values.ToDictionary(pair => pair.Key, string? (pair) => pair.Value, StringComparer.OrdinalIgnoreCase);
        Lists = lists;
        OnReload();
    }
}

/// <summary>Puts it among the sources.</summary>
internal sealed class DatabaseConfigurationSource(DatabaseConfiguration provider) : IConfigurationSource
{
    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => provider;
}
