using System.Collections.Concurrent;
using AgentWeb.Core.Chat.Usage;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Operations.Figures;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Operations.Usage;

/// <summary>Reads what was used in a period, from the rows that ending runs are added to: as long as the period, not as what happened in it.</summary>
public sealed class ReadUsage(IDbContextFactory<AppDbContext> contexts)
{
    /// <summary>Well below the 2,100 parameters that SQL Server takes.</summary>
    private const int BatchSize = 500;

    /// <summary>The last days of a period may still be added to: today, and what ended yesterday and is being written.</summary>
    internal const int OpenDays = 2;

    private const int MostKept = 16;

    private readonly ConcurrentDictionary<UsageQuery, UsageParts> _closed = new();

    /// <summary>Reads it.</summary>
    public async Task<UsageReport> RunAsync(UsageQuery query, CancellationToken cancellationToken)
    {
        var closed = query with { To = query.To.AddDays(-OpenDays) };
        var before = closed.To < closed.From ? UsageParts.None : await ReadClosedAsync(closed, cancellationToken);
        var lately = await ReadPartsAsync(query with { From = closed.To < closed.From ? query.From : closed.To.AddDays(1) }, cancellationToken);
        var (days, pairs, measures) = before.With(lately);
        var users = pairs.GroupBy(p => p.Key.OwnerId, p => p.Value).Select(g => (OwnerId: g.Key, Used: Sum(g))).OrderByDescending(g => Tokens(g.Used)).ToList();
        var names = await NamesAsync(users.ConvertAll(u => u.OwnerId), cancellationToken);
        var period = Enumerable.Range(0, query.To.DayNumber - query.From.DayNumber + 1).Select(query.From.AddDays);
        return new(
            Sum(pairs.Values),
            [.. period.Select(day => new UsageOfDay(day, days.GetValueOrDefault(day, UsageSum.None)))],
            [.. users.Select(g => new UsageOfUser(g.OwnerId, names.GetValueOrDefault(g.OwnerId), g.Used))],
            [.. pairs.GroupBy(p => p.Key.ModelKey, p => p.Value, StringComparer.Ordinal).Select(g => new UsageOfModel(g.Key, Sum(g))).OrderByDescending(m => Tokens(m.Used))],
            InSeconds(measures[UsageMeasure.FirstToken]),
            Of(measures[UsageMeasure.TokenRate]),
            InSeconds(measures[UsageMeasure.Wait]));
    }

    /// <summary>What is over does not change: it is read once, and kept while its day lasts.</summary>
    private async Task<UsageParts> ReadClosedAsync(UsageQuery query, CancellationToken cancellationToken)
    {
        if (_closed.TryGetValue(query, out var known))
        {
            return known;
        }

        var parts = await ReadPartsAsync(query, cancellationToken);
        if (_closed.Count >= MostKept)
        {
            _closed.Clear();
        }

        _closed[query] = parts;
        return parts;
    }

    private async Task<UsageParts> ReadPartsAsync(UsageQuery query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var days = await db.DaysOf(query).SumByAsync(u => u.Day, cancellationToken);
        return new(days.ToDictionary(d => d.Key, d => d.Used), await ReadPairsAsync(db, query, cancellationToken), await MeasureAsync(db, query, cancellationToken));
    }

    /// <summary>Months that are added up are read as that, and what is left of the period day by day.</summary>
    private static async Task<Dictionary<(Guid OwnerId, string ModelKey), UsageSum>> ReadPairsAsync(AppDbContext db, UsageQuery query, CancellationToken cancellationToken)
    {
        var pairs = new Dictionary<(Guid, string), UsageSum>();
        var from = query.From;
        var months = await db.MonthsOf(query).Select(u => u.Month).Distinct().OrderBy(month => month).ToListAsync(cancellationToken);
        foreach (var month in months)
        {
            if (from < month)
            {
                await AddDaysAsync(query with { From = from, To = month.AddDays(-1) });
            }

            from = month.AddMonths(1);
        }

        Add(await db.MonthsOf(query).Where(u => months.Contains(u.Month)).SumByAsync(u => new { u.OwnerId, u.ModelKey }, cancellationToken), u => (u.OwnerId, u.ModelKey));
        await AddDaysAsync(query with { From = from });
        return pairs;

        async Task AddDaysAsync(UsageQuery days)
        {
            if (days.From <= days.To)
            {
                Add(await db.DaysOf(days).SumByAsync(u => new { u.OwnerId, u.ModelKey }, cancellationToken), u => (u.OwnerId, u.ModelKey));
            }
        }

        void Add<TKey>(List<(TKey Key, UsageSum Used)> sums, Func<TKey, (Guid, string)> pairOf)
        {
            foreach (var (key, used) in sums)
            {
                pairs[pairOf(key)] = pairs.GetValueOrDefault(pairOf(key), UsageSum.None) + used;
            }
        }
    }

    private async Task<Dictionary<Guid, string>> NamesAsync(List<Guid> users, CancellationToken cancellationToken)
    {
        var names = new Dictionary<Guid, string>();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var some in users.Chunk(BatchSize))
        {
            foreach (var user in await db.Users.AsNoTracking().Where(u => some.Contains(u.Id)).Select(u => new { u.Id, Name = u.Email ?? u.UserName ?? "" }).ToListAsync(cancellationToken))
            {
                names[user.Id] = user.Name;
            }
        }

        return names;
    }

    private static async Task<Dictionary<UsageMeasure, MeasureHistogram>> MeasureAsync(AppDbContext db, UsageQuery query, CancellationToken cancellationToken)
    {
        var rows = db.UsageHistograms.AsNoTracking().Where(h => h.Day >= query.From && h.Day <= query.To);
        rows = query.ModelKey is { } model ? rows.Where(h => h.ModelKey == model) : rows;
        var ranges = await rows.GroupBy(h => new { h.Measure, h.Bucket })
            .Select(g => new { g.Key.Measure, g.Key.Bucket, Count = g.Sum(h => (long)h.Count) }).ToListAsync(cancellationToken);
        var measures = Enum.GetValues<UsageMeasure>().ToDictionary(measure => measure, _ => new MeasureHistogram());
        foreach (var range in ranges)
        {
            measures[range.Measure].Add(range.Bucket, range.Count);
        }

        return measures;
    }

    private static UsageSum Sum(IEnumerable<UsageSum> parts) => parts.Aggregate(UsageSum.None, (sum, part) => sum + part);

    private static long Tokens(UsageSum used) => used.InputTokens + used.OutputTokens;

    private static Quantiles Of(MeasureHistogram values) => new(values.Percentile(0.5), values.Percentile(0.95));

    private static Quantiles InSeconds(MeasureHistogram milliseconds) => new(milliseconds.Percentile(0.5) / 1000, milliseconds.Percentile(0.95) / 1000);
}
