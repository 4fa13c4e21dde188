using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>The queue as administrators see it.</summary>
/// <param name="Paused">Nothing new starts.</param>
/// <param name="Jobs">What runs, then what waits in the order in which it starts on its model.</param>
public sealed record QueueView(bool Paused, IReadOnlyList<QueueEntry> Jobs);

/// <summary>Reads what runs and waits, from the rows that the scheduler itself uses.</summary>
public sealed class ReadQueue(IDbContextFactory<AppDbContext> contexts, RunRegistry registry)
{
    /// <summary>Reads all of it.</summary>
    public async Task<QueueView> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var paused = await db.IsQueuePausedAsync(cancellationToken);
        var rows = await db.Jobs.AsNoTracking().Where(j => j.State == JobState.Queued || j.State == JobState.Running)
            .ToRows(db).ToListAsync(cancellationToken);
        var lastServed = await db.QueueTurns.AsNoTracking().Where(t => t.IsWaiting)
            .ToDictionaryAsync(t => t.OwnerId, t => t.LastServed, cancellationToken);
        var waiting = rows.Where(r => r.State == JobState.Queued && r.Kind.WritesReply())
            .Select(r => new WaitingJob(r.Seq, r.RunId, r.OwnerId, r.ConversationId, r.ModelKey, r.Priority) { WaitsForFiles = r.WaitsForFiles }).ToList();
        var files = await WaitedFiles.ReadAsync(db, waiting, cancellationToken);
        var positions = files.InLine(waiting)
            .GroupBy(j => j.ModelKey, StringComparer.Ordinal)
            .SelectMany(model => FairOrder.Of(model, lastServed).Select((job, index) => (job.Seq, Position: index + 1)))
            .ToDictionary(p => p.Seq, p => p.Position);
        return new(paused, [.. rows.Select(r => r.ToEntry(positions.GetValueOrDefault(r.Seq), registry)).OrderBy(j => j.Position)]);
    }
}
