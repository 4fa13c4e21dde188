using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>
/// Stops a run that this process does not write: puts the wish into the row of its job, where whoever holds it finds it (see <see cref="ObeyStops"/>),
/// and waits. The wish outlives whoever wrote it: a job of a dead process ends as stopped when its lease has passed.
/// </summary>
public sealed class StopOnOtherNode(
    IDbContextFactory<AppDbContext> contexts, RunRegistry registry, FinishRun finish, SettleOrphans settle, QueueSignal signal, ConversationChanges changes,
    NodeIdentity node, TimeProvider time)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    /// <summary>Writes the wish and waits.</summary>
    /// <param name="identity">The run.</param>
    /// <param name="because">What its owner is told; null when it is they who want it.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellationToken">Ends the waiting, not the stopping.</param>
    /// <returns>Whether it has ended.</returns>
    public async Task<bool> RunAsync(RunIdentity identity, RunFailure? because, TimeSpan patience, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        while (!await HasEndedAsync(identity, because, cancellationToken))
        {
            if (time.GetElapsedTime(asked) >= patience)
            {
                return false;
            }

            await Task.Delay(LookAgain, time, cancellationToken);
        }

        // It has ended: who asked may be gone, and the others are told all the same. The process that ended it told those of its own.
        await TellReadersAsync(identity, CancellationToken.None);
        signal.Set();
        changes.Publish(identity.OwnerId, identity.ConversationId);
        return true;
    }

    /// <summary>Looks at the job and does what brings it nearer to its end.</summary>
    private async Task<bool> HasEndedAsync(RunIdentity identity, RunFailure? because, CancellationToken cancellationToken)
    {
        var (seq, now, code, owner) = (identity.JobSeq, time.GetUtcNow(), StopReasons.CodeOf(because), node.Owner);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var job = await db.Jobs.AsNoTracking().Where(j => j.Seq == seq)
            .Select(j => new { j.State, j.StopCode, j.LeaseUntil }).SingleOrDefaultAsync(cancellationToken);
        if (job is null || job.State is not (JobState.Queued or JobState.Running))
        {
            return true;
        }

        if (job.State == JobState.Queued)
        {
            // Whoever held it gave it back.
            return await finish.RunAsync(registry.GetOrAdd(identity), JobState.Queued, RunResult.NotStarted(RunOutcome.StoppedBy(because)));
        }

        if (job.StopCode is null)
        {
            await db.Jobs.Where(j => j.Seq == seq && j.State == JobState.Running && j.StopCode == null)
                .ExecuteUpdateAsync(set => set.SetProperty(j => j.StopCode, code), cancellationToken);
        }

        if (job.LeaseUntil is not { } until || until < now)
        {
            await settle.RunAsync(j => j.Seq == seq && j.LeaseOwner != owner && (j.LeaseUntil == null || j.LeaseUntil < now), cancellationToken);
        }

        return false;
    }

    /// <summary>Who reads its events here is told: they come from the process that wrote it.</summary>
    private async Task TellReadersAsync(RunIdentity identity, CancellationToken cancellationToken)
    {
        if (registry.Find(identity.RunId) is not { RunsHere: false, Ended.IsCompleted: false } known)
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var reply = identity.Kind.WritesReply()
            ? await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == identity.MessageId, cancellationToken)
            : null;
        if (reply is not null)
        {
            known.Log.AppendText(StoredEnd.TextOf(reply, identity.RunId));
            known.Log.Complete(reply.Status, StoredEnd.LastEventOf(reply, identity.RunId));
        }
        else
        {
            var messageId = PublicId.Format(PublicId.Message, identity.MessageId);
            known.Log.Complete(MessageStatus.Stopped, new DoneEvent(messageId, RunStatusNames.Of(MessageStatus.Stopped), "cancelled"));
        }

        registry.End(known);
    }
}
