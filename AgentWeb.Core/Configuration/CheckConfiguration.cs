using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AgentWeb.Core.Configuration;

/// <summary>Checks values on a trial configuration, by the rules that the server's own configuration has to keep.</summary>
internal sealed class CheckConfiguration(ConfigurationLayers layers)
{
    /// <summary>Checks a section as it would be with only these overrides.</summary>
    /// <param name="section">The section.</param>
    /// <param name="overrides">All overrides that it would have, by key, in the form that is stored.</param>
    public IReadOnlyList<SettingProblem> Run(EditableSection section, IReadOnlyDictionary<string, string> overrides)
    {
        var values = layers.ReadBelow(section.Name);
        var lists = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in overrides)
        {
            if (section.Find(key)?.Kind == SettingKind.List)
            {
                lists[key] = value;
            }
            else
            {
                values[key] = value;
            }
        }

        return section.Check(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), lists);
    }

    /// <summary>What somebody wrote, in the form that is stored, or why it cannot be.</summary>
    public static (string? Value, SettingProblem? Problem) Read(SettingDefinition setting, string text)
    {
        if (text.Length > 4000 || (text.Trim().Length == 0 && !setting.Optional))
        {
            return (null, new(setting.Key, SettingProblemKind.Unreadable, $"{setting.Key} must not be empty or longer than 4000 characters."));
        }

        return SettingText.Read(setting, text) is { } value ? (value, null) : (null, new(setting.Key, SettingProblemKind.Unreadable, Unreadable(setting)));
    }

    private static string Unreadable(SettingDefinition setting) => string.Create(CultureInfo.InvariantCulture, $"{setting.Key} must be {(setting.Kind switch
    {
        SettingKind.Integer => "a whole number",
        SettingKind.Number => "a number",
        SettingKind.Boolean => "true or false",
        SettingKind.Duration => "a length of time such as 30 s, 10 min, 24 h, 30 d or 00:10:00",
        SettingKind.Choice or SettingKind.List when setting.Choices.Count > 0 => "one of " + string.Join(", ", setting.Choices),
        _ => "text of one line",
    })}.");
}
