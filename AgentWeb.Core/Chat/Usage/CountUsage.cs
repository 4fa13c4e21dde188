using System.Linq.Expressions;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat.Usage;

/// <summary>
/// Adds a run that ends to what its user used of its model today, and to how often its measures were in their ranges; part of the transaction that
/// writes its end, so that a run is counted once or not at all. Two that end at once add to the same rows, one after the other.
/// </summary>
public sealed class CountUsage
{
    private Guid? _leftOut;

    /// <summary>An account that is nobody's: what the server does to warm up is not counted.</summary>
    internal void LeaveOut(Guid userId) => _leftOut = userId;

    /// <summary>Whether it is that account.</summary>
    internal bool LeavesOut(Guid userId) => userId == _leftOut;

    /// <summary>Counts it.</summary>
    /// <param name="db">The context of the transaction.</param>
    /// <param name="run">The run.</param>
    /// <param name="facts">What its row says.</param>
    /// <param name="result">How it ended.</param>
    /// <param name="now">When it ended.</param>
    /// <param name="cancellationToken">Ends the counting.</param>
    internal async Task RunAsync(AppDbContext db, RunIdentity run, RunFacts facts, RunResult result, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (LeavesOut(run.OwnerId))
        {
            return;
        }

        var day = DateOnly.FromDateTime(now.UtcDateTime);
        await CountDayAsync(db, Of(run, facts, result, day), cancellationToken);
        if (!run.Kind.WritesReply())
        {
            return;
        }

        if (result.Timing.TimeToFirstToken is { } first)
        {
            await CountRangeAsync(db, day, facts.ModelKey, UsageMeasure.FirstToken, first.TotalMilliseconds, cancellationToken);
        }

        if (result.TokensPerSecond is { } rate)
        {
            await CountRangeAsync(db, day, facts.ModelKey, UsageMeasure.TokenRate, rate, cancellationToken);
        }

        if (facts.StartedAt is { } started)
        {
            await CountRangeAsync(db, day, facts.ModelKey, UsageMeasure.Wait, (started - facts.WaitingSince).TotalMilliseconds, cancellationToken);
        }
    }

    private static UsageDay Of(RunIdentity run, RunFacts facts, RunResult result, DateOnly day)
    {
        var (isReply, isContinuation) = (run.Kind.WritesReply(), run.Kind == JobKind.Continuation);
        var state = result.Outcome.State;
        return new()
        {
            Day = day,
            OwnerId = run.OwnerId,
            ModelKey = facts.ModelKey,
            Requests = 1,
            Replies = One(isReply),
            Completed = One(isReply && state == JobState.Completed),
            Continuations = One(isContinuation),
            ContinuationsCompleted = One(isContinuation && state == JobState.Completed),
            Stopped = One(isReply && state == JobState.Stopped),
            Failed = One(isReply && state is JobState.Failed or JobState.Interrupted),
            Retries = result.Retries,
            InputTokens = result.Usage?.InputTokens ?? 0,
            OutputTokens = result.Usage?.OutputTokens ?? 0,
            CostMicros = facts.CostMicros ?? 0,
        };

        static int One(bool counts) => counts ? 1 : 0;
    }

    private static Task CountDayAsync(AppDbContext db, UsageDay more, CancellationToken cancellationToken) => AddAsync(
        db,
        more,
        u => u.Day == more.Day && u.OwnerId == more.OwnerId && u.ModelKey == more.ModelKey,
        rows => rows.ExecuteUpdateAsync(
            set => set
                .SetProperty(u => u.Requests, u => u.Requests + more.Requests)
                .SetProperty(u => u.Replies, u => u.Replies + more.Replies)
                .SetProperty(u => u.Completed, u => u.Completed + more.Completed)
                .SetProperty(u => u.Continuations, u => u.Continuations + more.Continuations)
                .SetProperty(u => u.ContinuationsCompleted, u => u.ContinuationsCompleted + more.ContinuationsCompleted)
                .SetProperty(u => u.Stopped, u => u.Stopped + more.Stopped)
                .SetProperty(u => u.Failed, u => u.Failed + more.Failed)
                .SetProperty(u => u.Retries, u => u.Retries + more.Retries)
                .SetProperty(u => u.InputTokens, u => u.InputTokens + more.InputTokens)
                .SetProperty(u => u.OutputTokens, u => u.OutputTokens + more.OutputTokens)
                .SetProperty(u => u.CostMicros, u => u.CostMicros + more.CostMicros),
            cancellationToken),
        cancellationToken);

    private static Task CountRangeAsync(AppDbContext db, DateOnly day, string model, UsageMeasure measure, double value, CancellationToken cancellationToken)
    {
        var bucket = MeasureHistogram.BucketOf(value);
        return AddAsync(
            db,
            new UsageHistogram { Day = day, ModelKey = model, Measure = measure, Bucket = bucket, Count = 1 },
            h => h.Day == day && h.ModelKey == model && h.Measure == measure && h.Bucket == bucket,
            rows => rows.ExecuteUpdateAsync(set => set.SetProperty(h => h.Count, h => h.Count + 1), cancellationToken),
            cancellationToken);
    }

    /// <summary>Adds to the row, or makes it; if another run makes it first, adds to that one.</summary>
    private static async Task AddAsync<T>(
        AppDbContext db, T first, Expression<Func<T, bool>> row, Func<IQueryable<T>, Task<int>> add, CancellationToken cancellationToken)
        where T : class
    {
        if (await add(db.Set<T>().Where(row)) > 0)
        {
            return;
        }

        var entry = db.Add(first);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            entry.State = EntityState.Detached;
            if (await add(db.Set<T>().Where(row)) == 0)
            {
                throw; // It was not that.
            }
        }
    }
}

/// <summary>What the row of a run says that ends.</summary>
/// <param name="ModelKey">The model that was asked.</param>
/// <param name="WaitingSince">Since when it stood in line; the moment it ends when it never did.</param>
/// <param name="StartedAt">When it was picked; null when it never was.</param>
/// <param name="CostMicros">What its tokens cost, in millionths; null where the model has no price or no tokens are known.</param>
internal sealed record RunFacts(string ModelKey, DateTimeOffset WaitingSince, DateTimeOffset? StartedAt, long? CostMicros);
