using AgentWeb.Core.Results;

namespace AgentWeb.Core.Configuration;

/// <summary>Reads what counts now, and where it comes from. Never a secret: those are in no section that can be changed.</summary>
public sealed class ReadConfiguration
{
    private readonly EditableSections _sections;
    private readonly ConfigurationLayers _layers;

    internal ReadConfiguration(EditableSections sections, ConfigurationLayers layers) => (_sections, _layers) = (sections, layers);

    /// <summary>The names of the sections.</summary>
    public IReadOnlyList<string> Sections => [.. _sections.All.Select(section => section.Name)];

    /// <summary>Reads a section.</summary>
    /// <param name="name">Its name, whatever its case.</param>
    public Result<SectionView> Run(string? name) => _sections.Find(name) is { } section ? ViewOf(section) : Error.NotFound("section");

    private SectionView ViewOf(EditableSection section) => new(section.Name, [.. section.Settings.Select(setting =>
    {
        var (source, file) = _layers.SourceOf(setting);
        return new SettingView(setting, section.Current(setting), source, file);
    })]);
}
