using AgentWeb.Core.Data;
using AgentWeb.Core.Startup;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files.Ingestion;

/// <summary>Processes files apart from generations: <c>Files:MaxConcurrency</c> at a time, each at a share of a processor.</summary>
internal sealed partial class IngestionLane(
    IngestionQueue queue, ProcessFile process, IngestionSignal signal, Readiness readiness, IOptionsMonitor<FilesOptions> options, TimeProvider time,
    ILogger<IngestionLane> logger) : BackgroundService
{
    /// <summary>Other nodes wake only their own lane; and leases run out without a signal.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        await SettleAsync(atStart: true, stoppingToken);
        await Task.WhenAll(Enumerable.Range(0, options.CurrentValue.MaxConcurrency).Select(_ => WorkAsync(stoppingToken)));
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await queue.TakeNextAsync(stoppingToken) is { } file)
                {
                    await process.RunAsync(file, stoppingToken);
                    signal.Set(); // Another worker may have looked while all were taken.
                    continue;
                }
            }
            catch (Exception failure) when (StorageFailure.IsIn(failure))
            {
                LogFailed(logger, failure);
            }

            await signal.WaitAsync(LookAgain, time, stoppingToken);
            await SettleAsync(atStart: false, stoppingToken);
        }
    }

    private async Task SettleAsync(bool atStart, CancellationToken stoppingToken)
    {
        try
        {
            await queue.SettleAsync(atStart, stoppingToken);
        }
        catch (Exception failure) when (StorageFailure.IsIn(failure))
        {
            LogFailed(logger, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The files that wait could not be looked at; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
