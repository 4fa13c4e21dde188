using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat;

/// <summary>What to stop: one run, or the runs of a conversation.</summary>
public sealed record StopRunInput(Guid? RunId = null, Guid? ConversationId = null);

/// <summary>How the run ended.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Status">The reply's status now.</param>
public sealed record StopReceipt(Guid RunId, MessageStatus Status);

/// <summary>
/// Stops a run and answers once the upstream request is closed and the text is stored. Stopping again, or stopping what has ended,
/// is harmless and gives the status it has. Of a conversation every waiting or running run is stopped; the answer is the newest one's.
/// </summary>
public sealed class StopRun(IDbContextFactory<AppDbContext> contexts, RunRegistry registry, FinishRun finish)
{
    /// <summary>Stops.</summary>
    public Task<Result<StopReceipt>> RunAsync(Guid ownerId, StopRunInput input, CancellationToken cancellationToken) =>
        RunAsync(ownerId, input, because: null, cancellationToken);

    /// <summary>Stops for somebody else than the owner.</summary>
    /// <param name="ownerId">Whose runs.</param>
    /// <param name="input">Which.</param>
    /// <param name="because">What the owner is told.</param>
    /// <param name="cancellationToken">Ends the waiting, not the stopping.</param>
    internal async Task<Result<StopReceipt>> RunAsync(Guid ownerId, StopRunInput input, RunFailure? because, CancellationToken cancellationToken)
    {
        var jobs = await FindAsync(ownerId, input, cancellationToken);
        if (jobs.Count == 0)
        {
            return Error.NotFound("run");
        }

        // The waiting ones first, newest first: none of them may start because the one before it was stopped.
        foreach (var job in jobs.OrderBy(j => j.State == JobState.Running).ThenByDescending(j => j.Seq))
        {
            await StopAsync(job, because, cancellationToken);
        }

        var newest = jobs.MaxBy(j => j.Seq)!;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var status = await db.Messages.AsNoTracking().Owned(ownerId).Where(m => m.Id == newest.MessageId)
            .Select(m => (MessageStatus?)m.Status).SingleOrDefaultAsync(cancellationToken);
        return status is { } known ? new StopReceipt(newest.RunId, known) : Error.NotFound("run");
    }

    private async Task StopAsync(GenerationJob job, RunFailure? because, CancellationToken cancellationToken)
    {
        if (job.State is not (JobState.Queued or JobState.Running))
        {
            return;
        }

        var run = registry.GetOrAdd(RunIdentity.From(job));
        if (job.State == JobState.Queued
            && await finish.RunAsync(run, JobState.Queued, RunResult.NotStarted(RunOutcome.StoppedBy(because))))
        {
            return;
        }

        // It runs, or began to between the two looks.
        await run.RequestStopAsync(because);
        await run.Ended.WaitAsync(cancellationToken);
    }

    private async Task<List<GenerationJob>> FindAsync(Guid ownerId, StopRunInput input, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var jobs = db.Jobs.AsNoTracking().Owned(ownerId);
        if (input.RunId is { } runId)
        {
            jobs = jobs.Where(j => j.RunId == runId);
        }
        else
        {
            var conversationId = input.ConversationId;
            jobs = jobs.OfReplies();
            var live = jobs.Where(j => j.ConversationId == conversationId && (j.State == JobState.Queued || j.State == JobState.Running));
            jobs = await live.AnyAsync(cancellationToken)
                ? live
                : jobs.Where(j => j.ConversationId == conversationId).OrderByDescending(j => j.Seq).Take(1);
        }

        return await jobs
            .ToListAsync(cancellationToken);
    }
}
