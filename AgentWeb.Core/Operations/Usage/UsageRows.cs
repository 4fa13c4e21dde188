using System.Linq.Expressions;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Operations.Usage;

/// <summary>Which rows of use a query means, and what they add up to.</summary>
internal static class UsageRows
{
    /// <summary>The days of a query.</summary>
    public static IQueryable<UsageDay> DaysOf(this AppDbContext db, UsageQuery query)
    {
        var rows = db.UsageDays.AsNoTracking().Where(u => u.Day >= query.From && u.Day <= query.To);
        rows = query.OwnerId is { } owner ? rows.Where(u => u.OwnerId == owner) : rows;
        return query.ModelKey is { } model ? rows.Where(u => u.ModelKey == model) : rows;
    }

    /// <summary>The months that lie in a query as a whole, of those that are added up.</summary>
    public static IQueryable<UsageMonth> MonthsOf(this AppDbContext db, UsageQuery query)
    {
        var (first, afterLast) = (FirstOfMonth(query.From.AddMonths(1).AddDays(-1)), FirstOfMonth(query.To.AddDays(1)));
        var rows = db.UsageMonths.AsNoTracking().Where(u => u.Month >= first && u.Month < afterLast);
        rows = query.OwnerId is { } owner ? rows.Where(u => u.OwnerId == owner) : rows;
        return query.ModelKey is { } model ? rows.Where(u => u.ModelKey == model) : rows;
    }

    /// <summary>The day on which the month of a day begins.</summary>
    public static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);

    /// <summary>Adds rows up, in the database.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="key">What they are added up by.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<List<(TKey Key, UsageSum Used)>> SumByAsync<TRow, TKey>(
        this IQueryable<TRow> rows, Expression<Func<TRow, TKey>> key, CancellationToken cancellationToken)
        where TRow : UsageCounts
    {
        var groups = await rows.GroupBy(key)
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
}
