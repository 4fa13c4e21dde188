using AgentWeb.Core.Startup;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Retention;

/// <summary>Runs what takes old things away in its intervals.</summary>
internal sealed partial class RetentionSchedule(RunRetention run, Readiness readiness, TimeProvider time, ILogger<RetentionSchedule> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        using var timer = new PeriodicTimer(Tick, time);
        do
        {
            try
            {
                await run.RunAsync(all: false, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailed(logger, failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old things could not be removed; it is tried again in some minutes")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
