using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using AgentWeb.Core.Startup;
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
/// A run that this process does not write is waited for no longer than <see cref="Patience"/>; its stop holds all the same.
/// </summary>
public sealed class StopRun(
    IDbContextFactory<AppDbContext> contexts, RunRegistry registry, FinishRun finish, StopOnOtherNode onOtherNode, NodeIdentity node)
{
    /// <summary>How long another node is waited for; it obeys within about a second unless it is dead.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The stop is written down, and the node that writes the reply has not confirmed it yet.</summary>
    internal static Error Pending { get; } = new(
        "stop_pending",
        "Another node writes this reply and has not confirmed yet that it stopped. The stop holds: it takes effect as soon as that node looks, or when it is found dead.",
        ErrorKind.Unavailable,
        Retryable: true);

    /// <summary>Stops.</summary>
    /// <returns>How the run ended; <c>not_found</c>, or <c>stop_pending</c> when another node has not confirmed in time.</returns>
    public Task<Result<StopReceipt>> RunAsync(Guid ownerId, StopRunInput input, CancellationToken cancellationToken) =>
        RunAsync(ownerId, input, because: null, Patience, cancellationToken);

    /// <summary>Stops for somebody else than the owner.</summary>
    /// <param name="ownerId">Whose runs.</param>
    /// <param name="input">Which.</param>
    /// <param name="because">What the owner is told.</param>
    /// <param name="patience">How long a run is waited for that this process does not write.</param>
    /// <param name="cancellationToken">Ends the waiting, not the stopping.</param>
    internal async Task<Result<StopReceipt>> RunAsync(
        Guid ownerId, StopRunInput input, RunFailure? because, TimeSpan patience, CancellationToken cancellationToken)
    {
        var jobs = await FindAsync(ownerId, input, cancellationToken);
        if (jobs.Count == 0)
        {
            return Error.NotFound("run");
        }

        // The waiting ones first, newest first: none of them may start because the one before it was stopped.
        var pending = false;
        foreach (var job in jobs.OrderBy(j => j.State == JobState.Running).ThenByDescending(j => j.Seq))
        {
            pending |= !await StopAsync(job, because, patience, cancellationToken);
        }

        if (pending)
        {
            return Pending;
        }

        var newest = jobs.MaxBy(j => j.Seq)!;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var status = await db.Messages.AsNoTracking().Owned(ownerId).Where(m => m.Id == newest.MessageId)
            .Select(m => (MessageStatus?)m.Status).SingleOrDefaultAsync(cancellationToken);
        return status is { } known ? new StopReceipt(newest.RunId, known) : Error.NotFound("run");
    }

    /// <summary>Stops one; false when it has not ended, which only one may do that this process does not write.</summary>
    private async Task<bool> StopAsync(GenerationJob job, RunFailure? because, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (job.State is not (JobState.Queued or JobState.Running))
        {
            return true;
        }

        var identity = RunIdentity.From(job);
        if (job.State == JobState.Queued
            && await finish.RunAsync(registry.GetOrAdd(identity), JobState.Queued, RunResult.NotStarted(RunOutcome.StoppedBy(because))))
        {
            return true;
        }

        // It runs, or began to between the two looks.
        var holder = job.State == JobState.Running ? job.LeaseOwner : await HolderAsync(job.Seq, cancellationToken);
        if (holder == node.Owner && registry.Find(identity.RunId) is { } run)
        {
            await run.RequestStopAsync(because);
            if (run.RunsHere)
            {
                await run.Ended.WaitAsync(cancellationToken);
                return true;
            }
        }

        // Also what this process holds and does not write, such as a dead node's job that it took over: nobody here would ever say that it ended.
        return await onOtherNode.RunAsync(identity, because, patience, cancellationToken);
    }

    private async Task<string?> HolderAsync(long seq, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Jobs.Where(j => j.Seq == seq).Select(j => j.LeaseOwner).SingleOrDefaultAsync(cancellationToken);
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
