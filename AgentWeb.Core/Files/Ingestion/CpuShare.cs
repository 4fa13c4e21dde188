namespace AgentWeb.Core.Files.Ingestion;

/// <summary>
/// Slows work down to a share of one processor, so that replies that stream meanwhile keep theirs: after some milliseconds of work it
/// rests for as long as the share asks for.
/// </summary>
/// <param name="share">The share, above 0 and at most 1.</param>
/// <param name="time">Measures work and rest.</param>
internal sealed class CpuShare(double share, TimeProvider time)
{
    /// <summary>Short enough that a token that waits for it is not late.</summary>
    private static readonly TimeSpan Stretch = TimeSpan.FromMilliseconds(10);

    private long _since = time.GetTimestamp();

    /// <summary>Passes the items on and rests between them; whatever is done between two of them counts as work.</summary>
    public async IAsyncEnumerable<T> PaceAsync<T>(
        IAsyncEnumerable<T> items, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            var worked = time.GetElapsedTime(_since);
            if (worked >= Stretch && share < 1)
            {
                await Task.Delay(worked * ((1 - share) / share), time, cancellationToken);
                _since = time.GetTimestamp();
            }

            yield return item;
        }
    }
}
