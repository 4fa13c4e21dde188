using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Operations.Usage;

/// <summary>
/// Adds the days of each month that is over up, once: a year of a busy server has hundreds of thousands of days of people and models, and a
/// thirtieth of it in months.
/// </summary>
public sealed class RollUpUsage(IDbContextFactory<AppDbContext> contexts, Readiness readiness, TimeProvider time, ILogger<RollUpUsage> logger)
    : RepeatedWork(readiness, time, logger)
{
    /// <inheritdoc/>
    protected override TimeSpan Interval => TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override TimeSpan First => TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    protected override string Failure => "The use of the last months could not be added up";

    /// <inheritdoc/>
    public override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.UsageDays.MinAsync(u => (DateOnly?)u.Day, cancellationToken) is not { } oldest)
        {
            return;
        }

        // A run that ends at midnight may still be written.
        var open = UsageRows.FirstOfMonth(DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime).AddDays(-ReadUsage.OpenDays));
        var done = await db.UsageMonths.Select(u => u.Month).Distinct().ToHashSetAsync(cancellationToken);
        for (var month = UsageRows.FirstOfMonth(oldest); month < open; month = month.AddMonths(1))
        {
            if (!done.Contains(month))
            {
                await RollUpAsync(db, month, cancellationToken);
            }
        }
    }

    private static async Task RollUpAsync(AppDbContext db, DateOnly month, CancellationToken cancellationToken)
    {
        var sums = await db.DaysOf(new(month, month.AddMonths(1).AddDays(-1))).SumByAsync(u => new { u.OwnerId, u.ModelKey }, cancellationToken);
        var rows = sums.ConvertAll(sum => new UsageMonth
        {
            Month = month,
            OwnerId = sum.Key.OwnerId,
            ModelKey = sum.Key.ModelKey,
            Requests = checked((int)sum.Used.Requests),
            Replies = checked((int)sum.Used.Replies),
            Completed = checked((int)sum.Used.Completed),
            Continuations = checked((int)sum.Used.Continuations),
            ContinuationsCompleted = checked((int)sum.Used.ContinuationsCompleted),
            Stopped = checked((int)sum.Used.Stopped),
            Failed = checked((int)sum.Used.Failed),
            Retries = checked((int)sum.Used.Retries),
            InputTokens = sum.Used.InputTokens,
            OutputTokens = sum.Used.OutputTokens,
            CostMicros = sum.Used.CostMicros,
        });

        // Of two nodes that do it at once one fails on the key, and finds it done the next time.
        await BulkInsert.InsertAsync(db, rows, cancellationToken);
    }
}
