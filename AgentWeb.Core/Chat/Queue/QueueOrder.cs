using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>
/// Everything that waits, in the order in which it starts; what waits for its files stands behind it. One pass over the waiting rows serves
/// everybody who looks until the queue moves; a long queue is passed over less often, so that looking takes at most a tenth of a processor however
/// long it is.
/// </summary>
public sealed class QueueOrder(IDbContextFactory<AppDbContext> contexts, QueueSignal signal, TimeProvider time) : IDisposable
{
    /// <summary>Moves of other nodes are seen within this.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1.5);

    /// <summary>Least time between two passes, as a multiple of what the last one took.</summary>
    private const int Rest = 10;

    /// <summary>Longest rest: a pass that a busy machine held up must not leave what is shown stale for long.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(2);

    /// <summary>Below this a pass is not worth resting from: small queues are always shown as they are.</summary>
    private static readonly TimeSpan Negligible = TimeSpan.FromMilliseconds(10);

    private readonly SemaphoreSlim _one = new(1, 1);
    private Pass _last = new([], Version: -1, ReadAt: 0, TimeSpan.Zero);

    /// <summary>What waits now.</summary>
    public async Task<IReadOnlyList<QueuePlace>> ReadAsync(CancellationToken cancellationToken)
    {
        if (IsCurrent(_last))
        {
            return _last.Places;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            if (!IsCurrent(_last))
            {
                var (version, started) = (signal.Version, time.GetTimestamp());
                var places = await ReadAnewAsync(cancellationToken);
                _last = new(places, version, time.GetTimestamp(), time.GetElapsedTime(started));
            }

            return _last.Places;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private bool IsCurrent(Pass pass)
    {
        if (pass.Version < 0)
        {
            return false;
        }

        var age = time.GetElapsedTime(pass.ReadAt);
        var rest = pass.Took * Rest;
        return (pass.Version == signal.Version && age < Fresh) || (pass.Took > Negligible && age < (rest < LongestRest ? rest : LongestRest));
    }

    private async Task<IReadOnlyList<QueuePlace>> ReadAnewAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Jobs.AsNoTracking().Where(j => j.State == JobState.Queued)
            .Select(j => new
            {
                Job = new WaitingJob(j.Seq, j.RunId, j.OwnerId, j.ConversationId, j.ModelKey, j.Priority) { WaitsForFiles = j.WaitsForFilesUntil != null },
                j.Kind,
                j.WaitingSince,
            })
            .ToListAsync(cancellationToken);
        var lastServed = await db.QueueTurns.AsNoTracking().Where(t => t.IsWaiting)
            .ToDictionaryAsync(t => t.OwnerId, t => t.LastServed, cancellationToken);
        var since = rows.ToDictionary(r => r.Job.Seq, r => r.WaitingSince);
        var waiting = rows.Where(r => r.Kind.WritesReply()).Select(r => r.Job).ToList();
        var files = await WaitedFiles.ReadAsync(db, waiting, cancellationToken);
        var replies = files.InLine(waiting)
            .GroupBy(j => j.ModelKey, StringComparer.Ordinal)
            .SelectMany(model => FairOrder.Of(model, lastServed).Select((job, index) => new QueuePlace(job, index + 1, since[job.Seq], IsReply: true)))
            .OrderBy(p => p.Position).ThenBy(p => p.Job.Seq);
        var held = files.Waiting(waiting).Select(h => new QueuePlace(h.Job, Position: 0, since[h.Job.Seq], IsReply: true)).OrderBy(p => p.Job.Seq);
        var background = rows.Where(r => !r.Kind.WritesReply()).Select(r => new QueuePlace(r.Job, Position: 0, r.WaitingSince, IsReply: false))
            .OrderBy(p => p.Job.Seq);
        return [.. replies, .. held, .. background];
    }

    private sealed record Pass(IReadOnlyList<QueuePlace> Places, long Version, long ReadAt, TimeSpan Took);
}

/// <summary>A waiting job and its place.</summary>
/// <param name="Job">The job.</param>
/// <param name="Position">1 starts next on its model; 0 for what waits for its files, and for what nobody waits for.</param>
/// <param name="Since">Since when it waits; of what waits for its files, since when it was asked for.</param>
/// <param name="IsReply">Whether somebody waits for it, in line or for its files.</param>
public readonly record struct QueuePlace(WaitingJob Job, int Position, DateTimeOffset Since, bool IsReply)
{
    /// <summary>Whether it stands in line; false for what waits for its files.</summary>
    public bool IsInLine => Position > 0 || !IsReply;
}
