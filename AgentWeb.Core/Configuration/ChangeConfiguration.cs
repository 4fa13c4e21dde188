using AgentWeb.Core.Results;

namespace AgentWeb.Core.Configuration;

/// <summary>Changes settings of a section: checks all of them together, stores all of them or none, and lets them count without a restart.</summary>
public sealed class ChangeConfiguration
{
    private readonly TryConfiguration _try;
    private readonly SaveOverrides _save;

    internal ChangeConfiguration(TryConfiguration tryConfiguration, SaveOverrides save) => (_try, _save) = (tryConfiguration, save);

    /// <summary>Changes them.</summary>
    /// <param name="section">The section.</param>
    /// <param name="values">What somebody wrote, by name or key; null takes back what an administrator set.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>
    /// The number of the change, 0 when everything was so already; <c>configuration_invalid</c> with all that is wrong, or an error of
    /// <see cref="TryConfiguration"/>.
    /// </returns>
    public async Task<Result<long>> RunAsync(string? section, IReadOnlyDictionary<string, string?> values, CancellationToken cancellationToken)
    {
        var trial = await _try.RunAsync(section, values, cancellationToken);
        return !trial.Succeeded ? trial.Error
            : trial.Value.Problems.Count > 0 ? Invalid(trial.Value.Problems)
            : await _save.RunAsync(trial.Value, undone: null, cancellationToken);
    }

    internal static Error Invalid(IReadOnlyList<SettingProblem> problems) =>
        new("configuration_invalid", $"Nothing was changed. {string.Join(' ', problems.Select(problem => problem.Message))}");
}
