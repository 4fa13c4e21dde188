using AgentWeb.Core.Audit;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat;

/// <summary>Stops anybody's run, for administrators: as its owner would stop it, who is told who it was.</summary>
public sealed class KillRun(IDbContextFactory<AppDbContext> contexts, StopRun stopRun, AuditTrail audit, NodeIdentity node)
{
    private static RunFailure Notice { get; } = new("stopped_by_administrator", "An administrator stopped this reply. What had arrived is kept.");

    /// <summary>Stops it.</summary>
    /// <returns>How it ended; one that another node runs is a conflict.</returns>
    public async Task<Result<StopReceipt>> RunAsync(Guid runId, CancellationToken cancellationToken)
    {
        var job = await FindAsync(runId, cancellationToken);
        if (job is null)
        {
            return Error.NotFound("job");
        }

        if (job.State == JobState.Running && job.LeaseOwner is { } holder && !string.Equals(holder, node.Owner, StringComparison.Ordinal))
        {
            return new Error("runs_elsewhere", "Another node runs this job. Stop it from a page of that node.", ErrorKind.Conflict);
        }

        var stopped = await stopRun.RunAsync(job.OwnerId, new(RunId: runId), Notice, cancellationToken);
        if (stopped.Succeeded && job.State is JobState.Queued or JobState.Running)
        {
            var what = job.State == JobState.Running ? "running" : "waiting";
            await audit.RecordAsync(
                new(AuditActions.RunKilled, PublicId.Format(PublicId.Job, runId), job.User, $"{what}, {job.Kind}, {job.ModelKey}"), cancellationToken);
        }

        return stopped;
    }

    private async Task<QueueRow?> FindAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Jobs.AsNoTracking().Where(j => j.RunId == runId).ToRows(db).SingleOrDefaultAsync(cancellationToken);
    }
}
