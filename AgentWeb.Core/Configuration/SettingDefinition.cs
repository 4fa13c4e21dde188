using System.ComponentModel.DataAnnotations;

namespace AgentWeb.Core.Configuration;

/// <summary>A setting that administrators may change, as its options type describes it.</summary>
/// <param name="Key">Its key, such as <c>Files:Limits:Pages</c>.</param>
/// <param name="Section">Its section.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Type">The type of its value; of one element for a list.</param>
/// <param name="Description">What it is for, in a sentence.</param>
/// <param name="Default">The value without any configuration, as configuration has it.</param>
public sealed record SettingDefinition(string Key, string Section, SettingKind Kind, Type Type, string Description, string? Default)
{
    /// <summary>Its key below the section.</summary>
    public string Name => Key[(Section.Length + 1)..];

    /// <summary>The least it may be, as configuration has it; null for none.</summary>
    public string? Minimum { get; init; }

    /// <summary>The most it may be, as configuration has it; null for none.</summary>
    public string? Maximum { get; init; }

    /// <summary>The names of a choice, and of a list of choices.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether it may be empty.</summary>
    public bool Optional { get; init; }

    /// <summary>The rules of its options type.</summary>
    internal IReadOnlyList<ValidationAttribute> Rules { get; init; } = [];

    /// <summary>Its properties, from the options down.</summary>
    internal IReadOnlyList<System.Reflection.PropertyInfo> Path { get; init; } = [];
}
