using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Files.Ingestion;

/// <summary>
/// While a file is processed: writes its progress at most twice a second and renews its lease, and ends the work when the file is no longer
/// this process's.
/// </summary>
internal sealed class ProcessingPulse : IProgress<double>, IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Renewal = IngestionQueue.Lease / 3;

    private readonly StoredFile _file;
    private readonly IngestionQueue _queue;
    private readonly CancellationTokenSource _work;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _beating;
    private double _progress;

    /// <summary>Begins.</summary>
    /// <param name="file">The file.</param>
    /// <param name="queue">Where it is held.</param>
    /// <param name="work">Cancelled when the file is lost.</param>
    /// <param name="time">Measures the interval.</param>
    public ProcessingPulse(StoredFile file, IngestionQueue queue, CancellationTokenSource work, TimeProvider time)
    {
        _file = file;
        _queue = queue;
        _work = work;
        _time = time;
        _beating = Task.Run(BeatAsync, CancellationToken.None);
    }

    /// <inheritdoc/>
    public void Report(double value) => Volatile.Write(ref _progress, Math.Clamp(value, 0, 1));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _beating;
        _over.Dispose();
    }

    private async Task BeatAsync()
    {
        var (written, last) = (0.0, _time.GetTimestamp());
        using var timer = new PeriodicTimer(Interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token))
            {
                var progress = Volatile.Read(ref _progress);
                if (progress <= written && _time.GetElapsedTime(last) < Renewal)
                {
                    continue;
                }

                (written, last) = (progress, _time.GetTimestamp());
                if (!await TryKeepAsync(progress))
                {
                    await _work.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
    }

    private async Task<bool> TryKeepAsync(double progress)
    {
        try
        {
            return await _queue.KeepAsync(_file, progress, _over.Token);
        }
        catch (Exception failure) when (StorageFailure.IsIn(failure))
        {
            return true; // The next beat tries again, long before the lease runs out.
        }
    }
}
