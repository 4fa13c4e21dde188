namespace AgentWeb.Core.Configuration;

/// <summary>The sections that administrators may change, in the order in which they are shown.</summary>
public sealed class EditableSections(IEnumerable<EditableSection> sections)
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<EditableSection> All { get; } = [.. sections];

    /// <summary>The one of that name, whatever its case.</summary>
    public EditableSection? Find(string? name) => All.FirstOrDefault(section => string.Equals(section.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The setting of a key.</summary>
    public SettingDefinition? FindSetting(string key) => All.Select(section => section.Find(key)).FirstOrDefault(setting => setting is not null);
}
