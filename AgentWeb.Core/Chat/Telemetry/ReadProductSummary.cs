using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat.Telemetry;

/// <summary>How a feature was used.</summary>
/// <param name="Name">The event.</param>
/// <param name="Count">How often.</param>
/// <param name="Average">Mean of its numbers; null when it has none.</param>
public sealed record ProductEventSummary(string Name, int Count, double? Average);

/// <summary>How runs ended, and how fast they were.</summary>
/// <param name="Runs">Ended runs.</param>
/// <param name="Completed">Those that the model ended.</param>
/// <param name="Stopped">Those that a person ended.</param>
/// <param name="Failed">Those that failed or broke off.</param>
/// <param name="Retries">Requests to models beyond the first.</param>
/// <param name="TimeToFirstTokenMs">Mean, in milliseconds; null without runs.</param>
/// <param name="TokensPerSecond">Mean; null without runs.</param>
public sealed record RunSummary(int Runs, int Completed, int Stopped, int Failed, int Retries, double? TimeToFirstTokenMs, double? TokensPerSecond);

/// <summary>Everything of a period.</summary>
/// <param name="Events">Product events, the most frequent first.</param>
/// <param name="Runs">Runs.</param>
public sealed record ProductSummary(IReadOnlyList<ProductEventSummary> Events, RunSummary Runs);

/// <summary>Sums up product events and runs since a time, over all users and without any text.</summary>
public sealed class ReadProductSummary(IDbContextFactory<AppDbContext> contexts)
{
    /// <summary>Reads it.</summary>
    public async Task<ProductSummary> RunAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var events = await db.ProductEvents.AsNoTracking().Where(e => e.At >= since)
            .GroupBy(e => e.Name)
            .Select(g => new { Name = g.Key, Count = g.Count(), Average = g.Average(e => (double?)e.Value) })
            .OrderByDescending(e => e.Count).ToListAsync(cancellationToken);
        var runs = await db.Jobs.AsNoTracking().OfReplies().Where(j => j.FinishedAt >= since)
            .GroupBy(j => j.State)
            .Select(g => new
            {
                State = g.Key,
                Count = g.Count(),
                Retries = g.Sum(j => j.Retries),
                First = g.Average(j => (double?)j.TimeToFirstTokenMs),
                Rate = g.Average(j => j.TokensPerSecond),
            })
            .ToListAsync(cancellationToken);
        int Count(params JobState[] states) => runs.Where(r => states.Contains(r.State)).Sum(r => r.Count);
        double? Mean(Func<int, double?> of)
        {
            var known = runs.Select((r, index) => (r.Count, Value: of(index))).Where(r => r.Value is not null).ToList();
            return known.Count == 0 ? null : Math.Round(known.Sum(r => r.Count * r.Value!.Value) / known.Sum(r => r.Count), 1);
        }

        return new(
            [.. events.Select(e => new ProductEventSummary(e.Name, e.Count, e.Average))],
            new(
                runs.Sum(r => r.Count),
                Count(JobState.Completed),
                Count(JobState.Stopped),
                Count(JobState.Interrupted, JobState.Failed),
                runs.Sum(r => r.Retries),
                Mean(index => runs[index].First),
                Mean(index => runs[index].Rate)));
    }
}
