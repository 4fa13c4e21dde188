using AgentWeb.Core.Chat.Usage;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Operations.Figures;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Operations.Usage;

/// <summary>Reads what was used in a period, from the rows that ending runs are added to: as long as the period, not as what happened in it.</summary>
public sealed class ReadUsage(IDbContextFactory<AppDbContext> contexts)
{
    /// <summary>Reads it.</summary>
    public async Task<UsageReport> RunAsync(UsageQuery query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var days = await SumByAsync(db, query, u => u.Day, cancellationToken);
        var pairs = await SumByAsync(db, query, u => new { u.OwnerId, u.ModelKey }, cancellationToken);
        var users = pairs.GroupBy(p => p.Key.OwnerId, p => p.Used).Select(g => (OwnerId: g.Key, Used: Sum(g))).OrderByDescending(g => Tokens(g.Used)).ToList();
        var names = await NamesAsync(db, users.Count, cancellationToken);
        var byDay = days.ToDictionary(d => d.Key, d => d.Used);
        var period = Enumerable.Range(0, query.To.DayNumber - query.From.DayNumber + 1).Select(query.From.AddDays);
        return new(
            Sum(pairs.Select(p => p.Used)),
            [.. period.Select(day => new UsageOfDay(day, byDay.GetValueOrDefault(day, UsageSum.None)))],
            [.. users.Select(g => new UsageOfUser(g.OwnerId, names.GetValueOrDefault(g.OwnerId), g.Used))],
            [.. pairs.GroupBy(p => p.Key.ModelKey, p => p.Used, StringComparer.Ordinal).Select(g => new UsageOfModel(g.Key, Sum(g))).OrderByDescending(m => Tokens(m.Used))],
            InSeconds(await MeasureAsync(db, query, UsageMeasure.FirstToken, cancellationToken)),
            Of(await MeasureAsync(db, query, UsageMeasure.TokenRate, cancellationToken)),
            InSeconds(await MeasureAsync(db, query, UsageMeasure.Wait, cancellationToken)));
    }

    /// <summary>The rows that a query means.</summary>
    internal static IQueryable<UsageDay> RowsOf(AppDbContext db, UsageQuery query)
    {
        var rows = db.UsageDays.AsNoTracking().Where(u => u.Day >= query.From && u.Day <= query.To);
        rows = query.OwnerId is { } owner ? rows.Where(u => u.OwnerId == owner) : rows;
        return query.ModelKey is { } model ? rows.Where(u => u.ModelKey == model) : rows;
    }

    private static async Task<List<(TKey Key, UsageSum Used)>> SumByAsync<TKey>(
        AppDbContext db, UsageQuery query, System.Linq.Expressions.Expression<Func<UsageDay, TKey>> key, CancellationToken cancellationToken)
    {
        var groups = await RowsOf(db, query).GroupBy(key)
            .Select(g => new
            {
                g.Key,
                Used = new UsageSum(
                    g.Sum(u => (long)u.Requests), g.Sum(u => (long)u.Replies), g.Sum(u => (long)u.Completed), g.Sum(u => (long)u.Continuations),
                    g.Sum(u => (long)u.ContinuationsCompleted), g.Sum(u => (long)u.Stopped), g.Sum(u => (long)u.Failed), g.Sum(u => (long)u.Retries),
                    g.Sum(u => u.InputTokens), g.Sum(u => u.OutputTokens), g.Sum(u => u.CostMicros)),
            })
            .ToListAsync(cancellationToken);
        return groups.ConvertAll(g => (g.Key, g.Used));
    }

    private static async Task<Dictionary<Guid, string>> NamesAsync(AppDbContext db, int users, CancellationToken cancellationToken) => users == 0
        ? []
        : await db.Users.AsNoTracking().Where(u => db.UsageDays.Any(d => d.OwnerId == u.Id))
            .ToDictionaryAsync(u => u.Id, u => u.Email ?? u.UserName ?? "", cancellationToken);

    private static async Task<MeasureHistogram> MeasureAsync(AppDbContext db, UsageQuery query, UsageMeasure measure, CancellationToken cancellationToken)
    {
        var rows = db.UsageHistograms.AsNoTracking().Where(h => h.Day >= query.From && h.Day <= query.To && h.Measure == measure);
        rows = query.ModelKey is { } model ? rows.Where(h => h.ModelKey == model) : rows;
        var histogram = new MeasureHistogram();
        foreach (var range in await rows.GroupBy(h => h.Bucket).Select(g => new { Bucket = g.Key, Count = g.Sum(h => (long)h.Count) }).ToListAsync(cancellationToken))
        {
            histogram.Add(range.Bucket, range.Count);
        }

        return histogram;
    }

    private static UsageSum Sum(IEnumerable<UsageSum> parts) => parts.Aggregate(UsageSum.None, (sum, part) => sum + part);

    private static long Tokens(UsageSum used) => used.InputTokens + used.OutputTokens;

    private static Quantiles Of(MeasureHistogram values) => new(values.Percentile(0.5), values.Percentile(0.95));

    private static Quantiles InSeconds(MeasureHistogram milliseconds) => new(milliseconds.Percentile(0.5) / 1000, milliseconds.Percentile(0.95) / 1000);
}
