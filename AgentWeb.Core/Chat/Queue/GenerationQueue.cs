using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>
/// The queue: rows of the database. Picks the next job in the order that <see cref="FairOrder"/> defines, by one look at each waiting
/// user and never at the whole queue, and holds it under a lease.
/// </summary>
public sealed class GenerationQueue(
    IDbContextFactory<AppDbContext> contexts, IModelCatalogue models, NodeIdentity node, QueueSignal signal, FileWaits fileWaits,
    IOptionsMonitor<QueueOptions> options, TimeProvider time)
{
    private long _followed; // As many moves of files as jobs were brought into agreement with.

    /// <summary>
    /// Takes the next job: leaves out users and models that are at their limit, conversations in which a reply runs (its messages go
    /// one after the other), and replies that wait for their files.
    /// </summary>
    /// <returns>Null when no job may start now.</returns>
    public async Task<ClaimedJob?> TakeNextAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await FollowFilesAsync(db, cancellationToken);
        while (await FindNextAsync(db, cancellationToken) is { } next)
        {
            if (await ClaimAsync(db, next, cancellationToken) is { } claimed)
            {
                return claimed;
            }
        }

        return null;
    }

    /// <summary>Takes this job, whoever else waits.</summary>
    internal async Task<ClaimedJob?> TakeAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var job = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.RunId == runId && j.State == JobState.Queued, cancellationToken);
        var claimed = job is null ? null : await ClaimAsync(db, ClaimedJob.From(job), cancellationToken);
        await FindNextAsync(db, cancellationToken); // A rehearsal is to have compiled that too, with a job that runs.
        return claimed;
    }

    /// <summary>Lets those into line whose files are read. Costs nothing while no file moves.</summary>
    private async Task FollowFilesAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var moves = signal.FileMoves;
        if (moves != Interlocked.Read(ref _followed))
        {
            await fileWaits.FollowAsync(db, cancellationToken);
            Interlocked.Exchange(ref _followed, moves);
        }
    }

    private async Task<ClaimedJob?> FindNextAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var running = await db.RunningJobsAsync(cancellationToken);
        var limits = options.CurrentValue;
        if (running.Count >= limits.MaxConcurrency || !await db.MayStartAsync(node.Node, cancellationToken))
        {
            return null;
        }

        var fullUsers = running.CountBy(j => (j.OwnerId, Limit: j.OwnerLimit ?? limits.MaxPerUser))
            .Where(u => u.Value >= u.Key.Limit).Select(u => u.Key.OwnerId).ToList();
        var fullModels = running.CountBy(j => j.ModelKey)
            .Where(m => models.Find(m.Key)?.MaxConcurrency is { } limit && m.Value >= limit).Select(m => m.Key).ToList();
        var busyConversations = running.Where(j => j.Kind.WritesReply()).Select(j => j.ConversationId).Distinct().ToList();

        // What nobody waits for leaves half of the slots free for who comes next.
        var mostUrgentLeftOut = running.Count(j => !j.Kind.WritesReply()) < Math.Max(1, limits.MaxConcurrency / 2)
            ? JobPriority.Background + 1
            : JobPriority.Background;

        var ready = db.Jobs.InLine().Where(j => j.State == JobState.Queued && j.Priority < mostUrgentLeftOut);
        var turns = db.QueueTurns.AsNoTracking().Where(t => t.IsWaiting);
        if (running.Count > 0)
        {
            // The text of a statement with lists is written anew each time. It need not be for whoever comes while nothing runs.
            ready = ready.Where(j => !fullModels.Contains(j.ModelKey) && !busyConversations.Contains(j.ConversationId));
            turns = turns.Where(t => !fullUsers.Contains(t.OwnerId));
        }

        // Of each waiting user the first job that may start: an index seek each. Then the most urgent, and of those the user's who was
        // served longest ago.
        var heads = turns.Select(turn => new
        {
            turn.LastServed,
            Seq = ready.Where(j => j.OwnerId == turn.OwnerId).OrderBy(j => j.Priority).ThenBy(j => j.Seq).Select(j => (long?)j.Seq).FirstOrDefault(),
        });
        var next =
            from head in heads
            join job in db.Jobs.AsNoTracking() on head.Seq equals job.Seq
            orderby job.Priority, head.LastServed, job.Seq
            select job;
        var found = await next.Take(2).ToListAsync(cancellationToken);
        return found.Count == 0 ? null : ClaimedJob.From(found[0]) with { MoreWait = found.Count > 1 };
    }

    /// <summary>Holds it.</summary>
    /// <returns>Null when another worker was faster, or the job was cancelled.</returns>
    private async Task<ClaimedJob?> ClaimAsync(AppDbContext db, ClaimedJob job, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = now + options.CurrentValue.Lease;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var won = await db.Jobs.InLine().Where(j => j.Seq == job.Identity.JobSeq && j.State == JobState.Queued)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(j => j.State, JobState.Running)
                    .SetProperty(j => j.StartedAt, now)
                    .SetProperty(j => j.LeaseOwner, node.Owner)
                    .SetProperty(j => j.LeaseUntil, until)
                    .SetProperty(j => j.Attempts, j => j.Attempts + 1),
                cancellationToken);
        var ownMoreWait = false;
        if (won == 1)
        {
            if (job.Identity.Kind.WritesReply())
            {
                await db.Messages.Where(m => m.Id == job.Identity.MessageId)
                    .ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, MessageStatus.Processing), cancellationToken);
            }

            // Nobody's turn is spent on what nobody waits for.
            ownMoreWait = await (job.Identity.Kind.WritesReply()
                ? db.ServedAsync(job.Identity.OwnerId, cancellationToken)
                : db.LeaveQueueAsync(job.Identity.OwnerId, cancellationToken));
        }

        await transaction.CommitAsync(cancellationToken);
        signal.Moved();
        return won == 1 ? job with { MoreWait = job.MoreWait || ownMoreWait } : null;
    }
}
