using System.Collections.Concurrent;
using AgentWeb.Core.Chat.Background;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Startup;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>
/// Takes jobs from the queue while slots are free and runs each as a task of this process. A generation belongs to this service, never
/// to a page.
/// </summary>
internal sealed partial class GenerationWorker(
    GenerationQueue queue, QueueSignal signal, RunGeneration runGeneration, RunBackgroundJob runBackground, Readiness readiness, TimeProvider time,
    ILogger<GenerationWorker> logger) : BackgroundService
{
    /// <summary>The queue is looked at this often even without a signal: a lost one costs a wait, not a reply.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, Task> _running = new();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // What the last process left is settled first.
            await readiness.WhenReadyAsync(stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                await StartWaitingJobsAsync(stoppingToken);
                await WaitForSignalAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
        finally
        {
            await Task.WhenAll(_running.Values);
        }
    }

    private async Task StartWaitingJobsAsync(CancellationToken stoppingToken)
    {
        try
        {
            ClaimedJob? job;
            do
            {
                job = await queue.TakeNextAsync(stoppingToken);
                if (job is not null)
                {
                    _running[job.Identity.RunId] = RunAsync(job, stoppingToken);
                }
            }
            while (job is { MoreWait: true });
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogQueueFailed(logger, failure);
        }
    }

    private async Task RunAsync(ClaimedJob job, CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            await (job.Identity.Kind.WritesReply() ? runGeneration.RunAsync(job, stoppingToken) : runBackground.RunAsync(job, stoppingToken));
        }
        catch (Exception failure)
        {
            LogRunFailed(logger, failure, job.Identity.RunId);
        }
        finally
        {
            _running.TryRemove(job.Identity.RunId, out _);
            signal.Set();
        }
    }

    private async Task WaitForSignalAsync(CancellationToken stoppingToken)
    {
        using var lookAgain = new CancellationTokenSource(LookAgain, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lookAgain.Token, stoppingToken);
        try
        {
            await signal.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // Time to look again.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The queue could not be read; it is looked at again shortly")]
    private static partial void LogQueueFailed(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} could not be brought to its end")]
    private static partial void LogRunFailed(ILogger logger, Exception failure, Guid runId);
}
