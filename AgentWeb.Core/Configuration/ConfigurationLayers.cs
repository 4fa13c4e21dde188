using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace AgentWeb.Core.Configuration;

/// <summary>The sources of the configuration, told apart.</summary>
internal sealed class ConfigurationLayers(IConfiguration configuration)
{
    private IEnumerable<IConfigurationProvider> Providers => ((IConfigurationRoot)configuration).Providers.Reverse();

    /// <summary>Everything of a section that files and environment say, by key.</summary>
    public Dictionary<string, string?> ReadBelow(string section)
    {
        var below = Providers.Where(provider => provider is not DatabaseConfiguration).ToList();
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, _) in configuration.GetSection(section).AsEnumerable())
        {
            foreach (var provider in below)
            {
                if (provider.TryGet(key, out var value))
                {
                    values[key] = value;
                    break;
                }
            }
        }

        return values;
    }

    /// <summary>Where the value of a setting comes from; the name of the file where it is one.</summary>
    public (SettingSource Source, string? File) SourceOf(SettingDefinition setting)
    {
        foreach (var provider in Providers)
        {
            if (provider is DatabaseConfiguration database ? database.Has(setting.Key) : Says(provider, setting))
            {
                return provider switch
                {
                    DatabaseConfiguration => (SettingSource.Database, null),
                    EnvironmentVariablesConfigurationProvider => (SettingSource.Environment, null),
                    CommandLineConfigurationProvider => (SettingSource.CommandLine, null),
                    FileConfigurationProvider file => (SettingSource.File, System.IO.Path.GetFileName(file.Source.Path)),
                    _ => (SettingSource.Other, null),
                };
            }
        }

        return (SettingSource.Default, null);
    }

    /// <summary>Reads files and environment again.</summary>
    public void Reload() => ((IConfigurationRoot)configuration).Reload();

    private static bool Says(IConfigurationProvider provider, SettingDefinition setting) =>
        provider.TryGet(setting.Key, out _) || (setting.Kind == SettingKind.List && provider.GetChildKeys([], setting.Key).Any());
}
