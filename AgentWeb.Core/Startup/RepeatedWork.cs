using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Startup;

/// <summary>
/// What a server does again and again from the time it is ready. It begins a while after that, so that whoever comes first after a start has
/// the processor to themselves. What fails is logged, and tried again the next time.
/// </summary>
/// <param name="readiness">What is waited for.</param>
/// <param name="time">Measures the intervals.</param>
/// <param name="logger">Where failures go.</param>
public abstract partial class RepeatedWork(Readiness readiness, TimeProvider time, ILogger logger) : BackgroundService
{
    /// <summary>From one beginning to the next; while one takes longer, none begins. Read each time.</summary>
    protected abstract TimeSpan Interval { get; }

    /// <summary>From ready to the first time.</summary>
    protected virtual TimeSpan First => Interval;

    /// <summary>What time it is.</summary>
    protected TimeProvider Time { get; } = time;

    /// <summary>What did not happen when it fails, for the log: a sentence without its full stop.</summary>
    protected abstract string Failure { get; }

    /// <summary>How much a failure matters.</summary>
    protected virtual LogLevel FailureLevel => LogLevel.Warning;

    /// <summary>Does it once.</summary>
    /// <param name="cancellationToken">Ends it when the server stops.</param>
    public abstract Task RunOnceAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        using var timer = new PeriodicTimer(First, Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (timer.Period != Interval)
            {
                timer.Period = Interval;
            }

            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, FailureLevel, Failure, Interval, failure);
            }
        }
    }

    [LoggerMessage(Message = "{Failure}; it is tried again in {Interval}")]
    private static partial void LogFailed(ILogger logger, LogLevel level, string failure, TimeSpan interval, Exception exception);
}
