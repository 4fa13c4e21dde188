using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>The step back from running to queued.</summary>
internal static class RequeueJob
{
    /// <summary>Makes a job that <paramref name="leaseOwner"/> holds wait again, at its old place, with nothing left of the attempt.</summary>
    /// <returns>False when it is not held any more, or is to be stopped: then it must not start again.</returns>
    public static async Task<bool> RequeueAsync(
        this AppDbContext db, RunIdentity run, string? leaseOwner, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var won = await db.Jobs.Where(j => j.Seq == run.JobSeq && j.State == JobState.Running && j.LeaseOwner == leaseOwner && j.StopCode == null)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(j => j.State, JobState.Queued)
                    .SetProperty(j => j.WaitingSince, now)
                    .SetProperty(j => j.LeaseOwner, (string?)null)
                    .SetProperty(j => j.LeaseUntil, (DateTimeOffset?)null),
                cancellationToken);
        if (won == 1)
        {
            await db.RunTextChunks.Where(c => c.JobSeq == run.JobSeq).ExecuteDeleteAsync(cancellationToken);
            if (run.Kind.WritesReply())
            {
                await db.Messages.Where(m => m.Id == run.MessageId)
                    .ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, MessageStatus.Queued), cancellationToken);
            }

            await db.JoinQueueAsync(run.OwnerId, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return won == 1;
    }
}
