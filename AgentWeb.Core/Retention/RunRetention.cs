using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Retention;

/// <summary>Runs what takes old things away, one after the other, and reports what each did. One that fails does not keep the others from running.</summary>
public sealed partial class RunRetention(
    IDbContextFactory<AppDbContext> contexts, IEnumerable<IRetentionTask> tasks, TimeProvider time, ILogger<RunRetention> logger)
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Runs all that are due.</summary>
    /// <param name="all">Whether those run too that ran a moment ago.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(bool all, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var last = await ReadLastAsync(cancellationToken);
            foreach (var task in tasks.Where(task => all || !last.TryGetValue(task.Name, out var ran) || time.GetUtcNow() - ran >= task.Interval))
            {
                await RunAsync(task, cancellationToken);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<Dictionary<string, DateTimeOffset>> ReadLastAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.RetentionReports.AsNoTracking().ToDictionaryAsync(r => r.Task, r => r.RanAt, StringComparer.Ordinal, cancellationToken);
    }

    private async Task RunAsync(IRetentionTask task, CancellationToken cancellationToken)
    {
        var (began, removed, error) = (time.GetTimestamp(), 0L, (string?)null);
        try
        {
            removed = await task.RunOnceAsync(cancellationToken);
            if (removed > 0)
            {
                LogRemoved(logger, removed, task.Name);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(logger, task.Name, failure);
            error = StorageFailure.IsIn(failure) ? "storage_unavailable" : "internal_error";
        }

        await ReportAsync(new() { Task = task.Name, RanAt = time.GetUtcNow(), Removed = removed, DurationMs = (long)time.GetElapsedTime(began).TotalMilliseconds, ErrorCode = error });
    }

    private async Task ReportAsync(RetentionReport report)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        if (await db.RetentionReports.FirstOrDefaultAsync(r => r.Task == report.Task) is { } row)
        {
            db.Entry(row).CurrentValues.SetValues(report);
        }
        else
        {
            db.RetentionReports.Add(report);
        }

        await db.SaveChangesAsync();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed {Count} of {Task} that were old enough")]
    private static partial void LogRemoved(ILogger logger, long count, string task);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old {Task} could not be removed; it is tried again later")]
    private static partial void LogFailed(ILogger logger, string task, Exception failure);
}
