using System.Collections.Concurrent;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>How long a waiting job is likely to wait: from how long the model's last jobs took, what runs, and how many slots there are.</summary>
public sealed class WaitEstimator(IModelCatalogue models, IOptionsMonitor<QueueOptions> options, TimeProvider time)
{
    /// <summary>How long a job is taken to last while none of its model has ended.</summary>
    private static readonly TimeSpan AssumedDuration = TimeSpan.FromSeconds(20);

    /// <summary>Durations that are read again only after this long.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private const int RecentJobs = 20;

    private readonly ConcurrentDictionary<string, (TimeSpan Duration, DateTimeOffset ReadAt)> _durations = new(StringComparer.Ordinal);

    /// <summary>How long a job of the model takes: the median of the last ones.</summary>
    internal async Task<TimeSpan> DurationAsync(AppDbContext db, string modelKey, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_durations.TryGetValue(modelKey, out var known) && now - known.ReadAt < Fresh)
        {
            return known.Duration;
        }

        var recent = await db.Jobs.AsNoTracking().OfReplies()
            .Where(j => j.ModelKey == modelKey && j.FinishedAt != null)
            .OrderByDescending(j => j.FinishedAt).Take(RecentJobs)
            .Select(j => new { j.StartedAt, j.FinishedAt }).ToListAsync(cancellationToken);
        var ticks = new List<long>(recent.Count); // Numbers are sorted without anything to compile, and this is on the way to a first word.
        ticks.AddRange(recent.Where(j => j.StartedAt is not null).Select(j => (j.FinishedAt!.Value - j.StartedAt!.Value).Ticks));
        ticks.Sort();
        var duration = ticks.Count == 0 ? AssumedDuration : TimeSpan.FromTicks(ticks[ticks.Count / 2]);
        _durations[modelKey] = (duration, now);
        return duration;
    }

    /// <summary>The wait of the job at a position, as if each job before it took as long as jobs of its model do.</summary>
    /// <param name="position">1 is next.</param>
    /// <param name="modelKey">The model.</param>
    /// <param name="duration">How long its jobs take.</param>
    /// <param name="running">All jobs that run.</param>
    /// <param name="users">How many users share the slots: one alone cannot fill them all.</param>
    internal TimeSpan Estimate(int position, string modelKey, TimeSpan duration, IReadOnlyCollection<RunningJob> running, int users)
    {
        var limits = options.CurrentValue;
        var ofModel = models.Find(modelKey)?.MaxConcurrency;
        var (slots, busy) = ofModel < limits.MaxConcurrency
            ? (ofModel.Value, running.Where(j => string.Equals(j.ModelKey, modelKey, StringComparison.Ordinal)).ToList())
            : (limits.MaxConcurrency, [.. running]);
        slots = Math.Max(1, Math.Min(slots, users * limits.MaxPerUser));

        // When each slot becomes free; every job before this one takes the earliest.
        var now = time.GetUtcNow();
        var free = new PriorityQueue<TimeSpan, TimeSpan>();
        foreach (var job in busy.OrderBy(j => j.StartedAt).Take(slots))
        {
            // One that already runs longer than usual is as likely to end soon as not.
            var left = duration - (now - job.StartedAt);
            var rest = left > duration / 10 ? left : duration / 10;
            free.Enqueue(rest, rest);
        }

        while (free.Count < slots)
        {
            free.Enqueue(TimeSpan.Zero, TimeSpan.Zero);
        }

        // Whole rounds are skipped: each adds one duration to every slot.
        var rounds = (position - 1) / slots;
        for (var before = (position - 1) % slots; before > 0; before--)
        {
            var at = free.Dequeue() + duration;
            free.Enqueue(at, at);
        }

        return QueueWait.Round(free.Peek() + (rounds * duration));
    }
}

/// <summary>A job that runs, as the wait of others is computed from it; with the limit of its owner, where they have one of their own.</summary>
internal readonly record struct RunningJob(
    Guid OwnerId, string ModelKey, Guid ConversationId, JobKind Kind, DateTimeOffset StartedAt, long Seq, int? OwnerLimit = null);
