using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Configuration;

/// <summary>
/// Puts lists that administrators changed into the options. A list in one source is merged with those below it, item by item, so that one with
/// fewer items could not be said there.
/// </summary>
internal sealed class ListOverrides<T>(string section, DatabaseConfiguration database) : IPostConfigureOptions<T>
    where T : class
{
    private readonly List<SettingDefinition> _settings = [.. SettingDefinitions.Of(typeof(T), section)];

    public void PostConfigure(string? name, T options) => ListOverrides.Apply(_settings, database.Lists, options);
}

/// <summary>The same for options that are on trial.</summary>
internal static class ListOverrides
{
    public static void Apply(IEnumerable<SettingDefinition> settings, IReadOnlyDictionary<string, string> lists, object options)
    {
        foreach (var setting in settings.Where(setting => setting.Kind == SettingKind.List))
        {
            if (lists.TryGetValue(setting.Key, out var list))
            {
                Fill(setting, options, SettingText.Items(list).Select(item => SettingText.Value(setting, item)));
            }
        }
    }

    private static void Fill(SettingDefinition setting, object options, IEnumerable<object?> items)
    {
        var collection = setting.Path.Aggregate<System.Reflection.PropertyInfo, object>(options, (holder, property) => property.GetValue(holder)!);
        var type = typeof(ICollection<>).MakeGenericType(setting.Type);
        type.GetMethod(nameof(ICollection<>.Clear))!.Invoke(collection, null);
        foreach (var item in items)
        {
            type.GetMethod(nameof(ICollection<>.Add))!.Invoke(collection, [item]);
        }
    }
}
