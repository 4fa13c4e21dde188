using AgentWeb.Core.Data;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat;

/// <summary>Every hour removes conversations that were deleted longer ago than <c>Retention:Deleted</c>, with everything in them.</summary>
internal sealed partial class PurgeDeleted(
    IDbContextFactory<AppDbContext> contexts, Readiness readiness, IOptionsMonitor<RetentionOptions> options, TimeProvider time,
    ILogger<PurgeDeleted> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Removes them.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.CurrentValue.Deleted;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var purged = await db.Conversations.IgnoreQueryFilters().Where(c => c.DeletedAt < before).ExecuteDeleteAsync(cancellationToken);
        if (purged > 0)
        {
            LogPurged(logger, purged);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailed(logger, failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Purged {Count} conversations that were deleted long ago")]
    private static partial void LogPurged(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Deleted conversations could not be purged; it is tried again in an hour")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
