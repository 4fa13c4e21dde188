using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>Opens the events of a run for reading: those of this process while it knows the run, else one snapshot from the database.</summary>
public sealed class OpenRun(IDbContextFactory<AppDbContext> contexts, RunRegistry registry, QueueSignal signal)
{
    /// <summary>Opens the run of its owner.</summary>
    public async Task<Result<RunLog>> RunAsync(Guid ownerId, Guid runId, CancellationToken cancellationToken)
    {
        if (registry.Find(runId) is { } live)
        {
            return live.Identity.OwnerId == ownerId ? live.Log : Error.NotFound("run");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await (
            from job in db.Jobs.AsNoTracking().Owned(ownerId)
            where job.RunId == runId
            join reply in db.Messages.AsNoTracking() on job.MessageId equals reply.Id
            select new { Job = job, Reply = reply }).SingleOrDefaultAsync(cancellationToken);
        if (row is null)
        {
            return Error.NotFound("run");
        }

        if (row.Job.State is not (JobState.Queued or JobState.Running))
        {
            return Restore(runId, row.Reply);
        }

        var run = registry.GetOrAdd(RunIdentity.From(row.Job));
        signal.Moved();
        return run.Log;
    }

    private static RunLog Restore(Guid runId, Message reply)
    {
        var reasoning = string.Concat(reply.ContentBlocks.Where(b => b.Type == ContentBlock.Reasoning).Select(b => b.Text));
        return RunLog.Ended(reply.Status, StoredEnd.TextOf(reply, runId), reasoning, reply.Citations, StoredEnd.LastEventOf(reply, runId));
    }
}
