using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Retention;

/// <summary>One kind of cleaning.</summary>
/// <param name="Task">Its stable name.</param>
/// <param name="Report">What it did last; null when it never ran.</param>
public sealed record RetentionView(string Task, RetentionReport? Report);

/// <summary>Reads what cleaning did last.</summary>
public sealed class ReadRetention(IDbContextFactory<AppDbContext> contexts, IEnumerable<IRetentionTask> tasks)
{
    /// <summary>Reads it.</summary>
    public async Task<IReadOnlyList<RetentionView>> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var reports = await db.RetentionReports.AsNoTracking().ToDictionaryAsync(r => r.Task, StringComparer.Ordinal, cancellationToken);
        return [.. tasks.Select(task => new RetentionView(task.Name, reports.GetValueOrDefault(task.Name)))];
    }
}
