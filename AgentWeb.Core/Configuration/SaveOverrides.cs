using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Configuration;

/// <summary>Stores values that were checked, with their history and their trace, and lets them count.</summary>
internal sealed class SaveOverrides(IDbContextFactory<AppDbContext> contexts, AuditTrail audit, IConfigurationPulse pulse, TimeProvider time)
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Stores them.</summary>
    /// <returns>The number of the change; 0 when everything was so already.</returns>
    public async Task<Result<long>> RunAsync(ConfigurationTrial trial, ConfigurationChange? undone, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken); // Two at once would both add the first override of a key.
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var keys = trial.Values.Keys.ToList();
            var rows = (await db.ConfigurationOverrides.Where(o => keys.Contains(o.Key)).ToListAsync(cancellationToken))
                .ToDictionary(o => o.Key, StringComparer.OrdinalIgnoreCase);
            if (undone?.Values.Where(v => rows.GetValueOrDefault(v.Key)?.Value != v.After).Select(v => v.Key).ToList() is { Count: > 0 } since)
            {
                return new Error("configuration_changed_since", $"{string.Join(", ", since)} was changed again since then. Change it by hand.", ErrorKind.Conflict);
            }

            var change = new ConfigurationChange
            {
                Section = trial.Section.Name,
                At = time.GetUtcNow(),
                ChangedBy = CurrentActor.Value.Name,
                UndoOf = undone?.Seq,
                Values = [.. trial.Values.Where(v => rows.GetValueOrDefault(v.Key)?.Value != v.Value)
                    .Select(v => new ConfigurationValueChange { Key = v.Key, Before = rows.GetValueOrDefault(v.Key)?.Value, After = v.Value })],
            };
            if (change.Values.Count == 0)
            {
                return 0;
            }

            Apply(db, rows, change);
            await db.SaveChangesAsync(cancellationToken);
            await pulse.ChangedAsync(CancellationToken.None);
            return change.Seq;
        }
        finally
        {
            _one.Release();
        }
    }

    private void Apply(AppDbContext db, Dictionary<string, ConfigurationOverride> rows, ConfigurationChange change)
    {
        foreach (var value in change.Values)
        {
            var row = rows.GetValueOrDefault(value.Key);
            if (row is not null && value.After is null)
            {
                db.ConfigurationOverrides.Remove(row);
            }
            else if (row is not null)
            {
                (row.Value, row.ChangedAt, row.ChangedBy) = (value.After, change.At, change.ChangedBy);
            }
            else
            {
                db.ConfigurationOverrides.Add(new() { Key = value.Key, Value = value.After, ChangedAt = change.At, ChangedBy = change.ChangedBy });
            }
        }

        db.ConfigurationChanges.Add(change);
        audit.Add(db, new(
            change.UndoOf is null ? AuditActions.ConfigurationChanged : AuditActions.ConfigurationUndone, Target: change.Section,
            Detail: string.Join("; ", change.Values.Select(v => $"{v.Key}: {v.Before ?? "–"} → {v.After ?? "–"}"))));
    }
}
