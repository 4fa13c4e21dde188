using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>
/// Three times within each lease renews what this process holds, in one statement, and settles what another one has lost because it did
/// not come back in time. Then it writes the ends of runs that could not be written when they came.
/// </summary>
internal sealed partial class LeaseKeeper(
    IDbContextFactory<AppDbContext> contexts, SettleOrphans settle, FinishRun finish, RegisterNode register, NodeIdentity node, Readiness readiness,
    IOptionsMonitor<QueueOptions> options, TimeProvider time, ILogger<LeaseKeeper> logger) : BackgroundService
{
    /// <summary>Renews and settles once.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var (owner, now) = (node.Owner, time.GetUtcNow());
        var until = now + options.CurrentValue.Lease;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await db.Jobs.Where(j => j.State == JobState.Running && j.LeaseOwner == owner)
                .ExecuteUpdateAsync(set => set.SetProperty(j => j.LeaseUntil, until), cancellationToken);
        }

        await register.SeenAsync(cancellationToken);
        await settle.RunAsync(j => j.LeaseUntil < now && j.LeaseOwner != owner, cancellationToken);
        await finish.WriteLateAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        using var timer = new PeriodicTimer(options.CurrentValue.Lease / 3, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
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
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Leases could not be renewed; it is tried again before they run out")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
