using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Configuration;

/// <summary>What a section would be with some values changed.</summary>
/// <param name="Section">The section.</param>
/// <param name="Values">The values in the form that is stored, by key; null takes back what an administrator set.</param>
/// <param name="Problems">Why it may not be so; none when it may.</param>
public sealed record ConfigurationTrial(EditableSection Section, IReadOnlyDictionary<string, string?> Values, IReadOnlyList<SettingProblem> Problems);

/// <summary>Tries values without storing anything.</summary>
public sealed class TryConfiguration
{
    private readonly IDbContextFactory<AppDbContext> _contexts;
    private readonly EditableSections _sections;
    private readonly CheckConfiguration _check;

    internal TryConfiguration(IDbContextFactory<AppDbContext> contexts, EditableSections sections, CheckConfiguration check) =>
        (_contexts, _sections, _check) = (contexts, sections, check);

    /// <summary>Tries them.</summary>
    /// <param name="section">The section.</param>
    /// <param name="values">What somebody wrote, by name or key; null takes back what an administrator set.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What came of it; <c>not_found</c> for a section, and <c>setting_unknown</c> for a setting, that cannot be changed.</returns>
    public async Task<Result<ConfigurationTrial>> RunAsync(string? section, IReadOnlyDictionary<string, string?> values, CancellationToken cancellationToken)
    {
        if (_sections.Find(section) is not { } found)
        {
            return Error.NotFound("section");
        }

        var wanted = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var problems = new List<SettingProblem>();
        foreach (var (name, text) in values)
        {
            if (found.Find(name) is not { } setting)
            {
                return new Error("setting_unknown", $"{found.Name}:{(name.Length > 64 ? name[..64] : name)} is no setting that can be changed here.");
            }

            var (value, problem) = text is null ? (null, null) : CheckConfiguration.Read(setting, text);
            wanted[setting.Key] = value;
            if (problem is not null)
            {
                problems.Add(problem);
            }
        }

        if (problems.Count == 0)
        {
            problems.AddRange(_check.Run(found, await WithAsync(found, wanted, cancellationToken)));
        }

        return new ConfigurationTrial(found, wanted, problems);
    }

    private async Task<Dictionary<string, string>> WithAsync(EditableSection section, Dictionary<string, string?> wanted, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var stored = await db.ConfigurationOverrides.AsNoTracking().Where(o => o.Value != null).ToDictionaryAsync(o => o.Key, o => o.Value!, cancellationToken);
        var overrides = stored.Where(o => section.Find(o.Key) is not null).ToDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in wanted)
        {
            overrides.Remove(key);
            if (value is not null)
            {
                overrides[key] = value;
            }
        }

        return overrides;
    }
}
