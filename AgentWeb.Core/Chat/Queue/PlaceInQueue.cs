using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>
/// Tells where one job stands in line and how long it is likely to wait. The cost follows the number of waiting users, not the length
/// of the queue: of each other user no more jobs are counted than can be before this one. What waits for its files is in nobody's way, and has no
/// place itself.
/// </summary>
public sealed class PlaceInQueue(IDbContextFactory<AppDbContext> contexts, WaitEstimator estimator)
{
    /// <summary>The place of a job.</summary>
    /// <returns>Position 0 and no wait when the job is not waiting.</returns>
    public async Task<QueueWait> RunAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var job = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.RunId == runId && j.State == JobState.Queued, cancellationToken);
        return job is null ? default : await OfAsync(db, job, cancellationToken);
    }

    /// <summary>The place of a job that was just stored.</summary>
    internal async Task<QueueWait> OfAsync(GenerationJob job, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await OfAsync(db, job, cancellationToken);
    }

    private async Task<QueueWait> OfAsync(AppDbContext db, GenerationJob job, CancellationToken cancellationToken)
    {
        if (job.WaitsForFilesUntil is not null && await WaitedFiles.FirstAsync(db, job.ConversationId, cancellationToken) is { } file)
        {
            return QueueWait.For(file);
        }

        var (before, rivals) = await CountBeforeAsync(db, job, cancellationToken);
        var running = await db.RunningJobsAsync(cancellationToken);
        running.RemoveAll(r => r.Seq == job.Seq); // It began meanwhile.
        var users = running.Select(r => r.OwnerId).Distinct().Count(id => id != job.OwnerId) + rivals + 1;
        var duration = await estimator.DurationAsync(db, job.ModelKey, cancellationToken);
        return new(before + 1, estimator.Estimate(before + 1, job.ModelKey, duration, running, users));
    }

    private static async Task<(int Before, int Rivals)> CountBeforeAsync(AppDbContext db, GenerationJob job, CancellationToken cancellationToken)
    {
        var (model, priority, owner, seq) = (job.ModelKey, job.Priority, job.OwnerId, job.Seq);
        var ofModel = db.Jobs.OfReplies().InLine().Where(j => j.ModelKey == model && j.State == JobState.Queued);
        if (!await ofModel.AnyAsync(j => j.Seq != seq, cancellationToken))
        {
            return (0, 0);
        }

        var moreUrgent = await ofModel.CountAsync(j => j.Priority < priority, cancellationToken);
        var ownClass = ofModel.Where(j => j.Priority == priority);
        var ownBefore = await ownClass.CountAsync(j => j.OwnerId == owner && j.Seq < seq, cancellationToken);
        var ownHead = ownBefore == 0
            ? job.Seq
            : await ownClass.Where(j => j.OwnerId == owner).MinAsync(j => (long?)j.Seq, cancellationToken) ?? job.Seq; // None: they began to run.
        var ownServed = await db.QueueTurns.Where(t => t.OwnerId == owner).Select(t => t.LastServed).SingleOrDefaultAsync(cancellationToken);

        var atMost = ownBefore + 1;
        var others = await db.QueueTurns.AsNoTracking()
            .Where(t => t.IsWaiting && t.OwnerId != owner)
            .Select(t => new
            {
                t.LastServed,
                Head = ownClass.Where(j => j.OwnerId == t.OwnerId).OrderBy(j => j.Seq).Select(j => (long?)j.Seq).FirstOrDefault(),
                Count = ownClass.Where(j => j.OwnerId == t.OwnerId).OrderBy(j => j.Seq).Take(atMost).Count(),
            })
            .ToListAsync(cancellationToken);
        var rivals = others.Where(o => o.Head is not null).ToList();
        var ofRivals = rivals.Sum(o =>
        {
            var goesFirst = (o.LastServed, o.Head!.Value).CompareTo((ownServed, ownHead)) < 0;
            return Math.Min(o.Count, ownBefore + (goesFirst ? 1 : 0));
        });
        return (moreUrgent + ownBefore + ofRivals, rivals.Count);
    }
}
