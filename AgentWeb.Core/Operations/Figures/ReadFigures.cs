using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Operations.Figures;

/// <summary>
/// Adds up what became of replies in a period. What is past does not change: of a period that was read before only its end is read again, so that
/// looking on costs the same however busy the week was.
/// </summary>
public sealed class ReadFigures(IDbContextFactory<AppDbContext> contexts, TimeProvider time) : IDisposable
{
    /// <summary>An end is written a moment after its time; this many points are read again.</summary>
    private const int ReadAgain = 2;

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<FigurePeriod, List<FigureBucket>> _known = [];

    /// <summary>Reads the figures of a period that ends now.</summary>
    public async Task<QueueFigures> RunAsync(FigurePeriod period, CancellationToken cancellationToken)
    {
        var (step, count) = period switch
        {
            FigurePeriod.Hour => (TimeSpan.FromMinutes(1), 60),
            FigurePeriod.Day => (TimeSpan.FromMinutes(15), 96),
            _ => (TimeSpan.FromHours(2), 84),
        };
        var now = time.GetUtcNow();
        var first = new DateTimeOffset(now.Ticks - (now.Ticks % step.Ticks), TimeSpan.Zero) - (step * (count - 1));
        await _one.WaitAsync(cancellationToken);
        try
        {
            var kept = (_known.GetValueOrDefault(period) ?? []).SkipLast(ReadAgain).Where(b => b.At >= first).ToList();
            var buckets = Enumerable.Range(0, count)
                .Select(i => i < kept.Count && kept[i].At == first + (step * i) ? kept[i] : new FigureBucket(first + (step * i))).ToList();
            await FillAsync(buckets, kept.Count, step, cancellationToken);
            _known[period] = buckets;
            return Sum(step, buckets);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private static QueueFigures Sum(TimeSpan step, List<FigureBucket> buckets)
    {
        var whole = new FigureBucket(buckets[0].At);
        foreach (var bucket in buckets)
        {
            whole.Add(bucket);
        }

        return new(
            step,
            buckets.ConvertAll(b => b.ToPoint()),
            whole.ToPoint(),
            [.. whole.Failures.OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Key)]);
    }

    private async Task FillAsync(List<FigureBucket> buckets, int from, TimeSpan step, CancellationToken cancellationToken)
    {
        var (first, since) = (buckets[0].At, buckets[from].At);
        int IndexOf(DateTimeOffset at) => Math.Min((int)((at - first) / step), buckets.Count - 1);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ended = db.Jobs.AsNoTracking().OfReplies().Where(j => j.FinishedAt >= since)
            .Select(j => new EndedJob(j.FinishedAt!.Value, j.StartedAt, j.WaitingSince, j.State, j.ErrorCode, j.TimeToFirstTokenMs));
        await foreach (var job in ended.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            buckets[IndexOf(job.FinishedAt)].Add(job);
        }

        await foreach (var sample in db.QueueSamples.AsNoTracking().Where(s => s.At >= since).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            buckets[IndexOf(sample.At)].Add(sample);
        }
    }
}
