using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>
/// Tells where one job stands in line and how long it is likely to wait. The cost follows the number of waiting users, not the length
/// of the queue: of each other user no more jobs are counted than can be before this one. What waits for its files is in nobody's way, and has no
/// place itself.
/// </summary>
public sealed class PlaceInQueue(IDbContextFactory<AppDbContext> contexts, WaitEstimator estimator, FileWaits fileWaits)
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
        var (before, rivals, file) = await CountBeforeAsync(db, job, cancellationToken);
        if (file is not null)
        {
            return QueueWait.For(file);
        }

        var running = await db.RunningJobsAsync(cancellationToken);
        running.RemoveAll(r => r.Seq == job.Seq); // It began meanwhile.
        var users = running.Select(r => r.OwnerId).Distinct().Count(id => id != job.OwnerId) + rivals + 1;
        var duration = await estimator.DurationAsync(db, job.ModelKey, cancellationToken);
        return new(before + 1, estimator.Estimate(before + 1, job.ModelKey, duration, running, users));
    }

    private async Task<(int Before, int Rivals, string? File)> CountBeforeAsync(AppDbContext db, GenerationJob job, CancellationToken cancellationToken)
    {
        var (model, priority, owner, seq) = (job.ModelKey, job.Priority, job.OwnerId, job.Seq);
        var ofModel = db.Jobs.OfReplies().Where(j => j.ModelKey == model && j.State == JobState.Queued);

        // Everything in one statement that is known of most jobs: nobody else waits, and no file.
        var line = await db.Jobs.AsNoTracking().Where(j => j.Seq == seq)
            .Select(j => new
            {
                Others = ofModel.Any(other => other.Seq != j.Seq),
                FilesInWork = db.Files.Any(f => f.Status == FileStatus.Pending || f.Status == FileStatus.Processing),
                File = (
                    from use in db.MessageFiles
                    where use.ConversationId == j.ConversationId
                    join file in db.Files on use.FileSeq equals file.Seq
                    where file.Status == FileStatus.Pending || file.Status == FileStatus.Processing
                    orderby file.Seq
                    select file.Name).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (line is { File: { } waitedFor } && job.EnqueuedAt >= fileWaits.Since)
        {
            return (0, 0, waitedFor);
        }

        if (line is not { Others: true })
        {
            return (0, 0, File: null);
        }

        // Looked at only while a file is in work: it would slow the counting down.
        var inLine = line.FilesInWork ? fileWaits.LeaveOut(db) : db.Jobs;
        ofModel = inLine.OfReplies().Where(j => j.ModelKey == model && j.State == JobState.Queued);
        var moreUrgent = await ofModel.CountAsync(j => j.Priority < priority, cancellationToken);
        var ownClass = inLine.OfReplies().Where(j => j.State == JobState.Queued && j.Priority == priority && j.ModelKey == model);
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
        return (moreUrgent + ownBefore + ofRivals, rivals.Count, File: null);
    }
}
