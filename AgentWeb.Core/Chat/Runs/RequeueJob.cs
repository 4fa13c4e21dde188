using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>The step back from running to queued.</summary>
internal static class RequeueJob
{
    /// <summary>Makes a running job wait again, at its old place, with nothing left of the attempt.</summary>
    public static async Task RequeueAsync(this AppDbContext db, long jobSeq, Guid messageId, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var won = await db.Jobs.Where(j => j.Seq == jobSeq && j.State == JobState.Running)
            .ExecuteUpdateAsync(
                set => set.SetProperty(j => j.State, JobState.Queued).SetProperty(j => j.LeaseOwner, (string?)null), cancellationToken);
        if (won == 1)
        {
            await db.RunTextChunks.Where(c => c.JobSeq == jobSeq).ExecuteDeleteAsync(cancellationToken);
            await db.Messages.Where(m => m.Id == messageId)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, MessageStatus.Queued), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
