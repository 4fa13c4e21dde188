using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Configuration;

/// <summary>A section that administrators may change.</summary>
public abstract class EditableSection(string name, Type options)
{
    /// <summary>Its name, such as <c>Queue</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Its settings.</summary>
    public IReadOnlyList<SettingDefinition> Settings { get; } = [.. SettingDefinitions.Of(options, name)];

    /// <summary>The setting of that name or key, whatever its case.</summary>
    public SettingDefinition? Find(string nameOrKey) => Settings.FirstOrDefault(setting =>
        string.Equals(setting.Key, nameOrKey, StringComparison.OrdinalIgnoreCase) || string.Equals(setting.Name, nameOrKey, StringComparison.OrdinalIgnoreCase));

    /// <summary>What counts now, as configuration has it.</summary>
    internal abstract string? Current(SettingDefinition setting);

    /// <summary>Checks a trial configuration by all the rules that the server's own one has to keep.</summary>
    /// <param name="trial">The configuration, without lists that were changed.</param>
    /// <param name="lists">Lists that were changed, by their keys.</param>
    internal abstract IReadOnlyList<SettingProblem> Check(IConfiguration trial, IReadOnlyDictionary<string, string> lists);
}

/// <summary>A section with its options type.</summary>
/// <typeparam name="T">The type.</typeparam>
internal sealed class EditableSection<T>(string name, IOptionsMonitor<T> monitor, IEnumerable<IValidateOptions<T>> validators) : EditableSection(name, typeof(T))
    where T : class, new()
{
    internal override string? Current(SettingDefinition setting)
    {
        object? value = monitor.CurrentValue;
        foreach (var property in setting.Path)
        {
            value = property.GetValue(value);
        }

        return SettingText.Of(setting.Kind, value);
    }

    internal override IReadOnlyList<SettingProblem> Check(IConfiguration trial, IReadOnlyDictionary<string, string> lists)
    {
        var options = new T();
        try
        {
            trial.GetSection(Name).Bind(options);
        }
        catch (InvalidOperationException unreadable)
        {
            return [new(KeyIn(unreadable.Message), SettingProblemKind.Unreadable, unreadable.Message)];
        }

        ListOverrides.Apply(Settings, lists, options);
        List<SettingProblem> problems = [.. Settings.Select(setting => Breach(setting, options)).OfType<SettingProblem>()];
        foreach (var failure in validators.Select(validator => validator.Validate(Options.DefaultName, options)).Where(result => result.Failed).SelectMany(result => result.Failures ?? []))
        {
            if (problems.TrueForAll(problem => problem.Key != KeyIn(failure)))
            {
                problems.Add(new(KeyIn(failure), SettingProblemKind.Refused, failure));
            }
        }

        return problems;
    }

    private static SettingProblem? Breach(SettingDefinition setting, object options)
    {
        object? value = options;
        foreach (var property in setting.Path)
        {
            value = value is null ? null : property.GetValue(value);
        }

        var broken = setting.Rules.FirstOrDefault(rule => !rule.IsValid(value));
        return broken is null ? null : new(
            setting.Key, broken is RangeAttribute ? SettingProblemKind.OutOfRange : SettingProblemKind.Refused,
            $"{setting.Key}: {broken.FormatErrorMessage(setting.Name)}");
    }

    /// <summary>The longest key of the section that a message names.</summary>
    private string KeyIn(string message) => Settings.Where(setting => message.Contains(setting.Key, StringComparison.OrdinalIgnoreCase))
        .MaxBy(setting => setting.Key.Length) is { } named ? named.Key : Name;
}
