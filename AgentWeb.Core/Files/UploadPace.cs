namespace AgentWeb.Core.Files;

/// <summary>
/// Slows uploads down to what <see cref="FileAllowance"/> gives all of them together: a sender on a fast network would otherwise take both processors of a
/// small machine, and every reply that streams would wait for it.
/// </summary>
public sealed class UploadPace(FileAllowance allowance, TimeProvider time)
{
    /// <summary>Timers are no finer; less is not waited for.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private long _free = time.GetTimestamp();

    /// <summary>Waits until so many bytes more may be taken.</summary>
    public Task TakeAsync(int bytes, CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        TimeSpan wait;
        lock (_gate)
        {
            var start = Math.Max(_free, now);
            _free = start + (long)(bytes * (double)time.TimestampFrequency / allowance.UploadRate);
            wait = time.GetElapsedTime(now, start);
        }

        return wait < Shortest ? Task.CompletedTask : Task.Delay(wait, time, cancellationToken);
    }
}
