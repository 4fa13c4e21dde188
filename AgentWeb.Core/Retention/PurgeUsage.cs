using AgentWeb.Core.Chat;
using AgentWeb.Core.Data;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Retention;

/// <summary>
/// Takes away the use by day, and how fast models were, of months that are older than <c>Retention:Usage</c> and added up already: the sums of the
/// months stay. A month goes as a whole, so that no part of one is ever taken for all of it.
/// </summary>
internal sealed class PurgeUsage(IDbContextFactory<AppDbContext> contexts, IOptionsMonitor<RetentionOptions> options, TimeProvider time) : IRetentionTask
{
    /// <summary>Between two days others write.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public string Name => "usage";

    public TimeSpan Interval => TimeSpan.FromHours(1);

    public async Task<long> RunOnceAsync(CancellationToken cancellationToken)
    {
        var age = options.CurrentValue.Usage;
        if (age <= TimeSpan.Zero)
        {
            return 0;
        }

        var before = MonthOf(DateOnly.FromDateTime((time.GetUtcNow() - age).UtcDateTime));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var addedUp = await db.UsageMonths.Where(u => u.Month < before).Select(u => u.Month).Distinct().ToListAsync(cancellationToken);
        var days = await db.UsageDays.Where(u => u.Day < before).Select(u => u.Day).Distinct().ToListAsync(cancellationToken);
        var removed = 0L;
        foreach (var day in days.Where(day => addedUp.Contains(MonthOf(day))).Order())
        {
            // Together: a day is found by its use, and what is left of one without would stay for ever.
            await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
            {
                removed += await db.UsageDays.Where(u => u.Day == day).ExecuteDeleteAsync(cancellationToken);
                removed += await db.UsageHistograms.Where(h => h.Day == day).ExecuteDeleteAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }

        return removed;
    }

    private static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);
}
