using System.Collections.Concurrent;
using AgentWeb.Core.Chat.Background;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Telemetry;
using AgentWeb.Core.Chat.Usage;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Models;
using AgentWeb.Core.Startup;
using AgentWeb.Core.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>
/// The one way a run ends: writes text, status, usage and timings, then tells every reader, then frees the slot. It does not use the
/// run's cancellation but a deadline of its own, and tries again while the database is busy.
/// </summary>
public sealed partial class FinishRun(
    IDbContextFactory<AppDbContext> contexts, RunRegistry registry, SnapshotWriter snapshots, QueueSignal queueSignal,
    ConversationChanges changes, AskForTitle askForTitle, CountUsage countUsage, IModelCatalogue models, NodeIdentity node, GenerationMeters meters, TimeProvider time, ILogger<FinishRun> logger)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<Guid, (LiveRun Run, RunResult Result)> _unwritten = new();

    /// <summary>Ends the run, if it still is in the state it is said to leave.</summary>
    /// <param name="run">The run.</param>
    /// <param name="from">The state it leaves.</param>
    /// <param name="result">What is written.</param>
    /// <returns>False when somebody else ended it first.</returns>
    internal async Task<bool> RunAsync(LiveRun run, JobState from, RunResult result)
    {
        if (from == JobState.Running)
        {
            // One that waits has nothing to save; and if it began to run meanwhile, its snapshots must go on.
            await snapshots.SealAsync(run);
        }

        var won = false;
        try
        {
            won = await WriteWithRetriesAsync(run.Identity, from, result);
            if (won)
            {
                meters.Ended(result);
            }

            if (won || from == JobState.Running)
            {
                // Only its worker ends a running job: one that is not there any more was deleted, and its readers still wait.
                Announce(run, result);
            }
        }
        catch (Exception failure)
        {
            // The job row still says running: it is tried on, or the next start settles it with the text of the last snapshot.
            LogNotWritten(logger, failure, run.Identity.RunId);
            if (from == JobState.Running)
            {
                _unwritten[run.Identity.RunId] = (run, result);
            }

            run.Log.Complete(MessageStatus.Interrupted, NotSaved(run));
        }

        if (run.Log.IsCompleted)
        {
            registry.End(run);
            queueSignal.Set();
            changes.Publish(run.Identity.OwnerId, run.Identity.ConversationId);
        }

        return won;
    }

    /// <summary>Tries again to write the ends that could not be written; their slots are taken until then.</summary>
    internal async Task WriteLateAsync(CancellationToken cancellationToken)
    {
        foreach (var (runId, (run, result)) in _unwritten)
        {
            if (await WriteAsync(run.Identity, JobState.Running, result, cancellationToken))
            {
                meters.Ended(result);
            }

            _unwritten.TryRemove(runId, out _);
            queueSignal.Set();
            changes.Publish(run.Identity.OwnerId, run.Identity.ConversationId);
        }
    }

    private async Task<bool> WriteWithRetriesAsync(RunIdentity run, JobState from, RunResult result)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        while (true)
        {
            try
            {
                return await WriteAsync(run, from, result, deadline.Token);
            }
            catch (Exception failure) when (failure is not OperationCanceledException && !deadline.IsCancellationRequested)
            {
                LogRetry(logger, failure, run.RunId);
                await Task.Delay(RetryDelay, time, deadline.Token);
            }
        }
    }

    private async Task<bool> WriteAsync(RunIdentity run, JobState from, RunResult result, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        var held = from == JobState.Running ? node.Owner : null;
        var (timing, said) = (result.Timing, result.Outcome.Failure ?? result.Outcome.Notice);
        var row = await db.Jobs.AsNoTracking().Where(j => j.Seq == run.JobSeq)
            .Select(j => new { j.ModelKey, j.WaitingSince, j.WaitsForFilesUntil, j.StartedAt }).SingleOrDefaultAsync(cancellationToken);
        if (row is null)
        {
            return false;
        }

        // What still waits for files leaves that state here, and without having stood in line.
        var waitingSince = row.WaitsForFilesUntil is null ? row.WaitingSince : now;
        var cost = TokenCost.InMicros(models.Find(row.ModelKey), result.Usage);
        var (input, output) = (result.Usage?.InputTokens, result.Usage?.OutputTokens);
        var won = await db.Jobs.Where(j => j.Seq == run.JobSeq && j.State == from && j.LeaseOwner == held)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(j => j.State, result.Outcome.State)
                    .SetProperty(j => j.FirstTokenAt, timing.FirstTokenAt)
                    .SetProperty(j => j.TimeToFirstTokenMs, (long?)timing.TimeToFirstToken?.TotalMilliseconds)
                    .SetProperty(j => j.TokensPerSecond, result.TokensPerSecond)
                    .SetProperty(j => j.Retries, result.Retries)
                    .SetProperty(j => j.InputTokens, input)
                    .SetProperty(j => j.OutputTokens, output)
                    .SetProperty(j => j.CostMicros, cost)
                    .SetProperty(j => j.FinishedAt, now)
                    .SetProperty(j => j.WaitingSince, j => j.WaitsForFilesUntil == null ? j.WaitingSince : now)
                    .SetProperty(j => j.WaitsForFilesUntil, (DateTimeOffset?)null)
                    .SetProperty(j => j.LeaseOwner, (string?)null)
                    .SetProperty(j => j.LeaseUntil, (DateTimeOffset?)null)
                    .SetProperty(j => j.ErrorCode, said == null ? null : said.Code),
                cancellationToken);
        if (won == 0)
        {
            return false;
        }

        if (from == JobState.Queued)
        {
            await db.LeaveQueueAsync(run.OwnerId, cancellationToken);
        }

        if (run.Kind.WritesReply())
        {
            await WriteReplyAsync(db, run, result, now, cancellationToken);
        }

        var facts = new RunFacts(row.ModelKey, waitingSince, from == JobState.Running ? row.StartedAt : null, cost);
        await countUsage.RunAsync(db, run, facts, result, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (!countUsage.LeavesOut(run.OwnerId))
        {
            logger.Ended(run, facts, result, now);
        }

        return true;
    }

    private async Task WriteReplyAsync(AppDbContext db, RunIdentity run, RunResult result, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var message = await db.Messages.SingleAsync(m => m.Id == run.MessageId, cancellationToken);
        Apply(message, run, result, now);
        await db.SaveChangesAsync(cancellationToken);
        await db.RunTextChunks.Where(c => c.JobSeq == run.JobSeq).ExecuteDeleteAsync(cancellationToken);
        await db.Conversations.Where(c => c.Id == run.ConversationId)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.LastActiveAt, now).SetProperty(c => c.RepliedAt, now), cancellationToken);
        await askForTitle.AddAsync(db, message, cancellationToken);
    }

    private static void Apply(Message message, RunIdentity run, RunResult result, DateTimeOffset now)
    {
        message.Status = result.Outcome.Status;
        message.FinishReason = result.Outcome.FinishReason;
        message.ErrorCode = (result.Outcome.Failure ?? result.Outcome.Notice)?.Code;
        message.ErrorMessage = (result.Outcome.Failure ?? result.Outcome.Notice)?.Message;
        message.CompletedAt = now;
        message.Citations = result.Citations ?? message.Citations;
        message.Usage = TokenUsage.Sum(message.Usage, result.Usage);
        if (result.Text.Length > 0)
        {
            message.Segments =
            [
                .. message.Segments,
                new()
                {
                    RunId = run.RunId,
                    Start = message.Text.Length,
                    Length = result.Text.Length,
                    Status = message.Status,
                    FinishReason = message.FinishReason,
                    ErrorCode = message.ErrorCode,
                    ErrorMessage = message.ErrorMessage,
                },
            ];
            message.Text += result.Text;
        }

        if (result.Reasoning.Length > 0)
        {
            var duration = (long?)result.Timing.ReasoningTime?.TotalMilliseconds;
            message.ContentBlocks = [.. message.ContentBlocks, new() { Type = ContentBlock.Reasoning, Text = result.Reasoning, DurationMs = duration }];
        }
    }

    private static void Announce(LiveRun run, RunResult result)
    {
        var messageId = PublicId.Format(PublicId.Message, run.Identity.MessageId);
        var status = RunStatusNames.Of(result.Outcome.Status);
        if (result.Usage is { } usage)
        {
            run.Log.Append(new MetadataEvent(
                new(usage.InputTokens, usage.OutputTokens),
                (long?)result.Timing.TimeToFirstToken?.TotalMilliseconds,
                result.TokensPerSecond,
                [.. (result.Citations ?? []).Select(CitationBody.Of)]));
        }

        run.Log.Complete(
            result.Outcome.Status,
            result.Outcome.Failure is { } failure
                ? new ErrorEvent(messageId, status, failure.Code, failure.Message, failure.Retryable) { TraceId = WorkTrace.OfRun(run.Identity.RunId) }
                : new DoneEvent(messageId, status, result.Outcome.FinishReason) { Notice = NoticeBody.Of(result.Outcome.Notice?.Code, result.Outcome.Notice?.Message) });
    }

    private static ErrorEvent NotSaved(LiveRun run) => new(
        PublicId.Format(PublicId.Message, run.Identity.MessageId),
        RunStatusNames.Of(MessageStatus.Interrupted),
        "storage_unavailable",
        "The reply is not saved yet, because the database does not accept changes. What was saved before is kept, and it is tried again. Ask your administrator to look at the storage.",
        Retryable: true)
    {
        TraceId = WorkTrace.OfRun(run.Identity.RunId),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The end of run {RunId} could not be written; trying again")]
    private static partial void LogRetry(ILogger logger, Exception failure, Guid runId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The end of run {RunId} was not written; it is tried again, or the next start settles it")]
    private static partial void LogNotWritten(ILogger logger, Exception failure, Guid runId);
}
