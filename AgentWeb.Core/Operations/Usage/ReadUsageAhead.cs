using AgentWeb.Core.Startup;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Operations.Usage;

/// <summary>
/// Reads the longest period before an administrator asks for it: a year of a busy server takes a second the first time that day, and
/// <see cref="ReadUsage"/> keeps what is over.
/// </summary>
internal sealed partial class ReadUsageAhead(ReadUsage readUsage, Readiness readiness, TimeProvider time, ILogger<ReadUsageAhead> logger) : BackgroundService
{
    /// <summary>The longest period that the page offers.</summary>
    public const int Days = 365;

    /// <summary>From when a server is ready, when it has other things to do, and from one look at the day to the next.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(2);

    private DateOnly _read;

    /// <summary>Reads the period, once a day (UTC).</summary>
    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var year = UsageQuery.LastDays(Days, time.GetUtcNow());
        if (_read != year.To)
        {
            await readUsage.RunAsync(year, cancellationToken);
            _read = year.To;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The use of the last year could not be read ahead; it is tried again in two minutes")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
