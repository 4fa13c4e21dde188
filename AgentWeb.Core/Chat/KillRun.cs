using AgentWeb.Core.Audit;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat;

/// <summary>Stops anybody's run, for administrators: as its owner would stop it, who is told who it was.</summary>
public sealed class KillRun(IDbContextFactory<AppDbContext> contexts, StopRun stopRun, AuditTrail audit)
{
    /// <summary>Stops it, whichever node runs it.</summary>
    /// <returns>How it ended; <c>not_found</c>, or <c>stop_pending</c> when another node has not confirmed in time: it is stopped all the same.</returns>
    public async Task<Result<StopReceipt>> RunAsync(Guid runId, CancellationToken cancellationToken)
    {
        var job = await FindAsync(runId, cancellationToken);
        if (job is null)
        {
            return Error.NotFound("job");
        }

        var isKilled = false;
        try
        {
            var stopped = await stopRun.RunAsync(job.OwnerId, new(RunId: runId), StopReasons.ByAdministrator, StopRun.Patience, cancellationToken);
            isKilled = stopped.Succeeded || stopped.Error == StopRun.Pending;
            return stopped;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            isKilled = true; // The administrator left while it was waited for: the stop holds all the same.
            throw;
        }
        finally
        {
            if (isKilled && job.State is (JobState.Queued or JobState.Running))
            {
                var what = job.State == JobState.Running ? "running" : "waiting";
                await audit.RecordAsync(
                    new(AuditActions.RunKilled, PublicId.Format(PublicId.Job, runId), job.User, $"{what}, {job.Kind}, {job.ModelKey}"),
                    CancellationToken.None);
            }
        }
    }

    private async Task<QueueRow?> FindAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Jobs.AsNoTracking().Where(j => j.RunId == runId).ToRows(db).SingleOrDefaultAsync(cancellationToken);
    }
}
