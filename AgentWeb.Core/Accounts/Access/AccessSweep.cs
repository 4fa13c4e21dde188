using AgentWeb.Core.Startup;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Accounts;

/// <summary>Looks every <see cref="UserAccess.Freshness"/> whether those who have circuits and streams open may still have them.</summary>
internal sealed partial class AccessSweep(UserAccess access, RecentUse use, Readiness readiness, TimeProvider time, ILogger<AccessSweep> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        using var timer = new PeriodicTimer(UserAccess.Freshness, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await access.SweepAsync(stoppingToken);
                await use.WriteAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The database is away. Nobody is thrown out for that; requests find out by themselves.
                LogFailed(logger, failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not check whether open sign-ins still count")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
