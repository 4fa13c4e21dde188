using System.Collections.Concurrent;
using System.Linq.Expressions;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>
/// Settles jobs whose worker is dead: those that had produced no text wait again, the others end as <em>interrupted</em> with the text of
/// their last snapshot; what somebody stopped ends as stopped. A job is taken over before it is settled, so that of several nodes one does it; from
/// there on it goes to its end or back to the dead worker, whoever waited for it and is gone, since this process would hold it for ever.
/// </summary>
public sealed partial class SettleOrphans(
    IDbContextFactory<AppDbContext> contexts, RunRegistry registry, FinishRun finish, NodeIdentity node, QueueSignal signal,
    IOptionsMonitor<QueueOptions> options, TimeProvider time, ILogger<SettleOrphans> logger)
{
    /// <summary>A job that took its worker down this often is not tried again: it may be the reason.</summary>
    private const int MostAttempts = 5;

    private static RunFailure WorkerDied { get; } = new(
        "server_restarted", "The server was restarted while the reply was being written. What had arrived is kept.");

    private static RunFailure DiedTooOften { get; } = new(
        "server_restarted", "The server was restarted several times while it worked on this message. Your message is kept.");

    /// <summary>Jobs that were taken over and neither settled nor given back yet, as they were before.</summary>
    private readonly ConcurrentDictionary<long, GenerationJob> _unsettled = new();

    /// <summary>Settles the jobs that <paramref name="isOrphan"/> names.</summary>
    /// <param name="isOrphan">Which jobs.</param>
    /// <param name="cancellationToken">Ends the settling between two jobs.</param>
    public async Task RunAsync(Expression<Func<GenerationJob, bool>> isOrphan, CancellationToken cancellationToken)
    {
        await GiveBackAsync(); // What could not be given back when it failed.
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var orphans = await db.Jobs.AsNoTracking().Where(j => j.State == JobState.Running).Where(isOrphan).ToListAsync(cancellationToken);
        var interrupted = 0;
        foreach (var orphan in orphans)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await SettleWholeAsync(db, orphan))
            {
                interrupted++;
            }
        }

        if (orphans.Count > 0)
        {
            signal.Set();
            LogSettled(logger, orphans.Count, interrupted);
        }
    }

    /// <summary>Takes one over and settles it; tells whether it ended.</summary>
    private async Task<bool> SettleWholeAsync(AppDbContext db, GenerationJob orphan)
    {
        try
        {
            return await TakeOverAsync(db, orphan, CancellationToken.None) && await SettleAsync(db, orphan, CancellationToken.None);
        }
        catch
        {
            _unsettled[orphan.Seq] = orphan;
            try
            {
                await GiveBackAsync();
            }
            catch (Exception failure)
            {
                LogHeld(logger, failure, orphan.RunId);
            }

            throw;
        }
    }

    /// <summary>Gives back what was taken over and could not be settled, with a lease that has passed: whoever looks next finds it.</summary>
    private async Task GiveBackAsync()
    {
        if (_unsettled.IsEmpty)
        {
            return;
        }

        var (owner, passed) = (node.Owner, time.GetUtcNow() - options.CurrentValue.Lease);
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        foreach (var (seq, orphan) in _unsettled)
        {
            // Had it been settled after all and begun to run here, it would have been started once more.
            await db.Jobs.Where(j => j.Seq == seq && j.State == JobState.Running && j.LeaseOwner == owner && j.Attempts == orphan.Attempts)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(j => j.LeaseOwner, orphan.LeaseOwner).SetProperty(j => j.LeaseUntil, passed), CancellationToken.None);
            _unsettled.TryRemove(seq, out _);
        }
    }

    private async Task<bool> TakeOverAsync(AppDbContext db, GenerationJob orphan, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + options.CurrentValue.Lease;
        return await db.Jobs.Where(j => j.Seq == orphan.Seq && j.State == JobState.Running && j.LeaseOwner == orphan.LeaseOwner)
            .ExecuteUpdateAsync(
                set => set.SetProperty(j => j.LeaseOwner, node.Owner).SetProperty(j => j.LeaseUntil, until), cancellationToken) == 1;
    }

    /// <summary>Settles one; tells whether it ended, else it waits again.</summary>
    private async Task<bool> SettleAsync(AppDbContext db, GenerationJob orphan, CancellationToken cancellationToken)
    {
        var run = RunIdentity.From(orphan);
        var chunks = await db.RunTextChunks.AsNoTracking()
            .Where(c => c.JobSeq == run.JobSeq).OrderBy(c => c.Ordinal)
            .Select(c => new { c.Text, c.Reasoning }).ToListAsync(cancellationToken);
        var text = string.Concat(chunks.Select(c => c.Text));
        if (text.Length == 0 && orphan.Attempts < MostAttempts && await db.RequeueAsync(run, node.Owner, time.GetUtcNow(), cancellationToken))
        {
            return false;
        }

        // Read now: the wish may have come while the job was taken over.
        var stop = await db.Jobs.Where(j => j.Seq == run.JobSeq).Select(j => j.StopCode).SingleOrDefaultAsync(cancellationToken);
        var reasoning = string.Concat(chunks.Select(c => c.Reasoning));
        var hasText = text.Length > 0 || run.ContinuesFrom > 0;
        var outcome = stop is null
            ? RunOutcome.Failed(text.Length > 0 ? WorkerDied : DiedTooOften, hasText)
            : RunOutcome.StoppedBy(StopReasons.Of(stop));
        await finish.RunAsync(registry.GetOrAdd(run), JobState.Running, new(outcome, text, reasoning, Usage: null, default));
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Settled {Count} jobs of dead workers: {Interrupted} ended, the others wait again")]
    private static partial void LogSettled(ILogger logger, int count, int interrupted);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {RunId} of a dead worker could neither be settled nor given back; it is given back with the next look")]
    private static partial void LogHeld(ILogger logger, Exception failure, Guid runId);
}
