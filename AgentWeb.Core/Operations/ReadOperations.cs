using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Operations;

/// <summary>
/// Reads one page of what runs and waits, from the rows that the scheduler itself uses: all that runs, of what waits only the page, and the order from
/// the pass that everybody who looks shares.
/// </summary>
public sealed class ReadOperations(
    IDbContextFactory<AppDbContext> contexts, QueueOrder order, RunRegistry registry, NodeIdentity node, IOptionsMonitor<QueueOptions> options,
    TimeProvider time)
{
    /// <summary>Jobs of a page.</summary>
    public const int PageSize = 100;

    private const int MostUsers = 500;

    /// <summary>Reads it.</summary>
    /// <param name="filter">Which jobs.</param>
    /// <param name="page">Which page of them, from 0.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<OperationsView> RunAsync(QueueFilter filter, int page, CancellationToken cancellationToken)
    {
        var places = await order.ReadAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var running = await db.Jobs.AsNoTracking().Where(j => j.State == JobState.Running).ToRows(db).ToListAsync(cancellationToken);
        var started = running.Select(r => r.RunId).ToHashSet();
        places = started.Count == 0 ? places : [.. places.Where(p => !started.Contains(p.Job.RunId))];

        var users = await FindUsersAsync(db, filter.User, cancellationToken);
        var runs = running.Where(r => Matches(filter, users, JobState.Running, r.ModelKey, r.OwnerId)).ToList();
        var waits = places.Where(p => Matches(filter, users, JobState.Queued, p.Job.ModelKey, p.Job.OwnerId)).ToList();
        var skip = Math.Max(0, page) * PageSize;
        var shown = runs.Skip(skip).Take(PageSize).Select(r => r.ToEntry(position: 0, registry)).ToList();
        var waiting = waits.Skip(Math.Max(0, skip - runs.Count)).Take(PageSize - shown.Count);
        shown.AddRange(await ReadWaitingAsync(db, [.. waiting], cancellationToken));

        return new(
            time.GetUtcNow(),
            await db.IsQueuePausedAsync(cancellationToken),
            places.Count(p => p.IsReply),
            running.Count,
            places.Where(p => p.IsInLine).Min(p => (DateTimeOffset?)p.Since),
            [.. running.Select(r => r.ModelKey).Concat(places.Select(p => p.Job.ModelKey)).CountBy(key => key, StringComparer.Ordinal)
                .Select(m => new ModelLoad(m.Key, m.Value)).OrderByDescending(m => m.Jobs).ThenBy(m => m.ModelKey, StringComparer.Ordinal)],
            await ReadNodesAsync(db, running, cancellationToken),
            runs.Count + waits.Count,
            shown);
    }

    private static bool Matches(QueueFilter filter, HashSet<Guid>? users, JobState state, string model, Guid owner) =>
        (filter.State is null || filter.State == state)
        && (filter.ModelKey is null || string.Equals(filter.ModelKey, model, StringComparison.Ordinal))
        && (users is null || users.Contains(owner));

    private static async Task<HashSet<Guid>?> FindUsersAsync(AppDbContext db, string? text, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var part = text.Trim().ToUpperInvariant();
        return await db.Users.AsNoTracking()
            .Where(u => u.NormalizedUserName!.Contains(part) || u.NormalizedEmail!.Contains(part))
            .Select(u => u.Id).Take(MostUsers).ToHashSetAsync(cancellationToken);
    }

    /// <summary>The rows of the page as they are now: one that began meanwhile is shown as running, one that ended is left out.</summary>
    private async Task<IEnumerable<QueueEntry>> ReadWaitingAsync(AppDbContext db, List<QueuePlace> page, CancellationToken cancellationToken)
    {
        if (page.Count == 0)
        {
            return [];
        }

        var ids = page.ConvertAll(p => p.Job.Seq);
        var rows = await db.Jobs.AsNoTracking()
            .Where(j => ids.Contains(j.Seq) && (j.State == JobState.Queued || j.State == JobState.Running)).ToRows(db).ToListAsync(cancellationToken);
        var known = rows.ToDictionary(r => r.Seq);
        return page.Where(p => known.ContainsKey(p.Job.Seq)).Select(p => known[p.Job.Seq].ToEntry(p.Position, registry));
    }

    private async Task<IReadOnlyList<NodeState>> ReadNodesAsync(AppDbContext db, List<QueueRow> running, CancellationToken cancellationToken)
    {
        var alive = time.GetUtcNow() - options.CurrentValue.Lease;
        var nodes = await db.Nodes.AsNoTracking().OrderBy(n => n.Name).ToListAsync(cancellationToken);
        return [.. nodes.Select(n => new NodeState(
            n.Name,
            string.Equals(n.Name, node.Node, StringComparison.Ordinal),
            n.SeenAt,
            n.SeenAt > alive,
            n.Draining,
            running.Count(r => r.LeaseOwner?.StartsWith(n.Name + "/", StringComparison.Ordinal) == true)))];
    }
}
