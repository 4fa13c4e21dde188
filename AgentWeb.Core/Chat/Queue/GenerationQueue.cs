using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>The queue: rows of the database. What the worker picks and what a person is shown read the same rows.</summary>
public sealed class GenerationQueue(
    IDbContextFactory<AppDbContext> contexts, IModelCatalogue models, IOptionsMonitor<QueueOptions> options, TimeProvider time)
{
    /// <summary>How long a job is taken to last.</summary>
    private static readonly TimeSpan AssumedDuration = TimeSpan.FromSeconds(20);

    /// <summary>The name this process holds jobs under.</summary>
    public string Owner { get; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>
    /// Takes the next job: most urgent class first, then in order of arrival, leaving out users and models that are at their limit and
    /// conversations in which a reply runs (its messages go one after the other).
    /// </summary>
    /// <returns>Null when no job may start now.</returns>
    public async Task<ClaimedJob?> TakeNextAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        while (true)
        {
            var job = await FindNextAsync(db, onlyRun: null, cancellationToken);
            if (job is null || await ClaimAsync(db, job, cancellationToken))
            {
                return job;
            }
        }
    }

    /// <summary>Takes this job, if it is one that may start now.</summary>
    internal async Task<ClaimedJob?> TakeAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var job = await FindNextAsync(db, runId, cancellationToken);
        return job is not null && await ClaimAsync(db, job, cancellationToken) ? job : null;
    }

    /// <summary>Where a job stands in line, and how long it is likely to wait.</summary>
    /// <returns>Position 0 and no wait when the job is not waiting.</returns>
    public async Task<QueueWait> WaitAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var job = await db.Jobs.AsNoTracking()
            .Where(j => j.RunId == runId && j.State == JobState.Queued)
            .Select(j => new { j.Seq, j.Priority })
            .SingleOrDefaultAsync(cancellationToken);
        if (job is null)
        {
            return default;
        }

        var before = await db.Jobs.CountAsync(
            j => j.State == JobState.Queued && (j.Priority < job.Priority || (j.Priority == job.Priority && j.Seq < job.Seq)),
            cancellationToken);
        var running = await db.Jobs.CountAsync(j => j.State == JobState.Running, cancellationToken);
        var slots = options.CurrentValue.MaxConcurrency;
        var turns = Math.Max(0, running + before + 1 - slots);
        return new(before + 1, turns * AssumedDuration / slots);
    }

    private async Task<ClaimedJob?> FindNextAsync(AppDbContext db, Guid? onlyRun, CancellationToken cancellationToken)
    {
        var running = await db.Jobs.AsNoTracking()
            .Where(j => j.State == JobState.Running)
            .Select(j => new { j.OwnerId, j.ModelKey, j.ConversationId })
            .ToListAsync(cancellationToken);
        var limits = options.CurrentValue;
        if (running.Count >= limits.MaxConcurrency)
        {
            return null;
        }

        var fullUsers = running.CountBy(j => j.OwnerId).Where(u => u.Value >= limits.MaxPerUser).Select(u => u.Key).ToList();
        var fullModels = running.CountBy(j => j.ModelKey)
            .Where(m => models.Find(m.Key)?.MaxConcurrency is { } limit && m.Value >= limit).Select(m => m.Key).ToList();
        var busyConversations = running.Select(j => j.ConversationId).Distinct().ToList();

        var waiting = db.Jobs.AsNoTracking().Where(j => j.State == JobState.Queued);
        if (onlyRun is { } runId)
        {
            waiting = waiting.Where(j => j.RunId == runId);
        }

        return await waiting
            .Where(j => !fullUsers.Contains(j.OwnerId) && !fullModels.Contains(j.ModelKey) && !busyConversations.Contains(j.ConversationId))
            .OrderBy(j => j.Priority).ThenBy(j => j.Seq)
            .Select(j => new ClaimedJob(
                new RunIdentity(j.Seq, j.RunId, j.OwnerId, j.ConversationId, j.UserMessageId, j.MessageId), j.ModelKey, j.Temperature, j.MaxOutputTokens))
            .FirstOrDefaultAsync(cancellationToken);
    }

    private async Task<bool> ClaimAsync(AppDbContext db, ClaimedJob job, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var won = await db.Jobs.Where(j => j.Seq == job.Identity.JobSeq && j.State == JobState.Queued)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(j => j.State, JobState.Running)
                    .SetProperty(j => j.StartedAt, now)
                    .SetProperty(j => j.LeaseOwner, Owner)
                    .SetProperty(j => j.Attempts, j => j.Attempts + 1),
                cancellationToken);
        if (won == 1)
        {
            await db.Messages.Where(m => m.Id == job.Identity.MessageId)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, MessageStatus.Processing), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return won == 1;
    }
}
