using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Audit;

/// <summary>A page of the audit log.</summary>
/// <param name="Entries">The entries, newest first.</param>
/// <param name="Next">What to go on before; null when there are no more.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, long? Next);

/// <summary>Reads the audit log, newest first. A page costs the same wherever it is.</summary>
public sealed class ReadAudit(IDbContextFactory<AppDbContext> contexts)
{
    /// <summary>Most entries of a page.</summary>
    public const int MaxCount = 500;

    /// <summary>Reads a page.</summary>
    /// <param name="filter">Which entries.</param>
    /// <param name="before">The number to go on before; null for the newest.</param>
    /// <param name="count">How many, up to <see cref="MaxCount"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<AuditPage> RunAsync(AuditFilter filter, long? before, int count, CancellationToken cancellationToken)
    {
        count = Math.Clamp(count, 1, MaxCount);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = await filter.Apply(db.Audit.AsNoTracking())
            .Where(e => before == null || e.Seq < before)
            .OrderByDescending(e => e.Seq)
            .Take(count + 1)
            .ToListAsync(cancellationToken);
        return entries.Count > count ? new(entries[..count], entries[count - 1].Seq) : new(entries, Next: null);
    }
}
