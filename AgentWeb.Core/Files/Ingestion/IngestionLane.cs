using System.Threading.Channels;
using AgentWeb.Core.Data;
using AgentWeb.Core.Startup;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files.Ingestion;

/// <summary>
/// Processes files apart from generations: <c>Files:MaxConcurrency</c> at a time, each at a share of a processor. A change of that number
/// counts at once; where it falls, what is being processed is finished.
/// </summary>
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
        await KeepWorkersAsync(stoppingToken);
    }

    /// <summary>As many as are configured now. What none of them may throw ends them all, and the server with them.</summary>
    private async Task KeepWorkersAsync(CancellationToken stoppingToken)
    {
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var watch = options.OnChange(_ => changes.Writer.TryWrite(true));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var workers = new Dictionary<int, Task>();
        var change = Task.CompletedTask;
        try
        {
            while (true)
            {
                change = change.IsCompleted ? changes.Reader.ReadAsync(end.Token).AsTask() : change;
                foreach (var place in Enumerable.Range(0, options.CurrentValue.MaxConcurrency).Where(place => !workers.ContainsKey(place)))
                {
                    workers.Add(place, WorkAsync(place, end.Token));
                }

                var ended = await Task.WhenAny([change, .. workers.Values]);
                await ended;
                foreach (var (place, _) in workers.Where(worker => worker.Value == ended).ToList())
                {
                    workers.Remove(place);
                }
            }
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(workers.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One of the places; it ends when there are fewer than that.</summary>
    private async Task WorkAsync(int place, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested && place < options.CurrentValue.MaxConcurrency)
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
