namespace AgentWeb.Core.Configuration;

/// <summary>A section as it is now.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Settings">Its settings.</param>
public sealed record SectionView(string Name, IReadOnlyList<SettingView> Settings);

/// <summary>A setting as it is now.</summary>
/// <param name="Definition">What it is.</param>
/// <param name="Value">What counts, as configuration has it; null for nothing.</param>
/// <param name="Source">Where that comes from.</param>
/// <param name="File">The file it comes from.</param>
public sealed record SettingView(SettingDefinition Definition, string? Value, SettingSource Source, string? File)
{
    /// <summary>Whether an administrator changed it, so that it can be taken back.</summary>
    public bool IsChanged => Source == SettingSource.Database;
}
