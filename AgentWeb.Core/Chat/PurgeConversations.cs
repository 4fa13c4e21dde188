using AgentWeb.Core.Data;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat;

/// <summary>
/// Every hour removes conversations with everything in them: those that were deleted longer ago than <c>Retention:Deleted</c>, and
/// temporary ones that were last used longer ago than <c>Retention:Temporary</c>.
/// </summary>
internal sealed partial class PurgeConversations(
    IDbContextFactory<AppDbContext> contexts, Readiness readiness, IOptionsMonitor<RetentionOptions> options, TimeProvider time,
    ILogger<PurgeConversations> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Removes them.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var (deletedBefore, usedBefore) = (time.GetUtcNow() - options.CurrentValue.Deleted, time.GetUtcNow() - options.CurrentValue.Temporary);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var purged = await db.Conversations.IgnoreQueryFilters()
            .Where(c => c.DeletedAt < deletedBefore || (c.Temporary && c.LastActiveAt < usedBefore))
            .ExecuteDeleteAsync(cancellationToken);
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Purged {Count} conversations that were deleted or temporary")]
    private static partial void LogPurged(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Conversations could not be purged; it is tried again in an hour")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
