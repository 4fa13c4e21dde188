using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Configuration;

/// <summary>Takes a change back, as a new change, unless what it changed was changed again since.</summary>
public sealed class UndoConfiguration
{
    private readonly IDbContextFactory<AppDbContext> _contexts;
    private readonly TryConfiguration _try;
    private readonly SaveOverrides _save;

    internal UndoConfiguration(IDbContextFactory<AppDbContext> contexts, TryConfiguration tryConfiguration, SaveOverrides save) =>
        (_contexts, _try, _save) = (contexts, tryConfiguration, save);

    /// <summary>Takes it back.</summary>
    /// <param name="seq">The number of the change.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The number of the new change; <c>not_found</c>, <c>configuration_changed_since</c> or <c>configuration_invalid</c>.</returns>
    public async Task<Result<long>> RunAsync(long seq, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        if (await db.ConfigurationChanges.AsNoTracking().FirstOrDefaultAsync(c => c.Seq == seq && c.Section != "", cancellationToken) is not { Values.Count: > 0 } change)
        {
            return Error.NotFound("change");
        }

        var trial = await _try.RunAsync(change.Section, change.Values.ToDictionary(v => v.Key, v => v.Before, StringComparer.OrdinalIgnoreCase), cancellationToken);
        return !trial.Succeeded ? trial.Error
            : trial.Value.Problems.Count > 0 ? ChangeConfiguration.Invalid(trial.Value.Problems)
            : await _save.RunAsync(trial.Value, change, cancellationToken);
    }
}
