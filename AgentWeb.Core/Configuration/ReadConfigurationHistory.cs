using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Configuration;

/// <summary>A change, for those who read the history.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="UndoOf">The number of the change that it took back.</param>
/// <param name="Values">What changed.</param>
/// <param name="Undone">Whether it was taken back.</param>
public sealed record ChangeView(long Seq, DateTimeOffset At, string By, long? UndoOf, IReadOnlyList<ConfigurationValueChange> Values, bool Undone);

/// <summary>Reads who changed a section, newest first.</summary>
public sealed class ReadConfigurationHistory(IDbContextFactory<AppDbContext> contexts)
{
    /// <summary>Reads it.</summary>
    /// <param name="section">The section.</param>
    /// <param name="before">The change before which to go on; null from the newest on.</param>
    /// <param name="count">Most changes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<ChangeView>> RunAsync(string section, long? before, int count, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var changes = await db.ConfigurationChanges.AsNoTracking()
            .Where(c => c.Section == section && (before == null || c.Seq < before))
            .OrderByDescending(c => c.Seq)
            .Take(count)
            .ToListAsync(cancellationToken);
        var sequence = changes.Select(c => (long?)c.Seq).ToList();
        var undone = await db.ConfigurationChanges.Where(c => sequence.Contains(c.UndoOf)).Select(c => c.UndoOf).ToListAsync(cancellationToken);
        return [.. changes.Select(c => new ChangeView(c.Seq, c.At, c.ChangedBy, c.UndoOf, c.Values, undone.Contains(c.Seq)))];
    }
}
