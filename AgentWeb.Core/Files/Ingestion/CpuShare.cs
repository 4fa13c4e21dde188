namespace AgentWeb.Core.Files.Ingestion;

/// <summary>
/// Slows work down to a share of one processor, so that replies that stream meanwhile keep theirs: after some milliseconds of work it
/// rests for as long as the share asks for.
/// </summary>
/// <param name="share">The share at the moment, above 0 and at most 1.</param>
/// <param name="time">Measures work and rest.</param>
/// <param name="spent">The processor time that was spent so far, where that is known; otherwise all time counts that passed.</param>
internal sealed class CpuShare(Func<double> share, TimeProvider time, Func<TimeSpan>? spent = null)
{
    /// <summary>So short that a token that waits for it is hardly late, and no shorter than timers can follow.</summary>
    private static readonly TimeSpan Stretch = TimeSpan.FromMilliseconds(3);

    private readonly long _start = time.GetTimestamp();
    private TimeSpan _rested;
    private TimeSpan _since = spent?.Invoke() ?? TimeSpan.Zero;

    private TimeSpan Spent => spent?.Invoke() ?? (time.GetElapsedTime(_start) - _rested);

    /// <summary>Passes the items on and rests between them; whatever is done between two of them counts as work.</summary>
    public async IAsyncEnumerable<T> PaceAsync<T>(
        IAsyncEnumerable<T> items, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            await RestAsync(cancellationToken);
            yield return item;
        }
    }

    /// <summary>Rests, if enough was worked since the last rest.</summary>
    private async ValueTask RestAsync(CancellationToken cancellationToken)
    {
        var worked = Spent - _since;
        if (worked < Stretch || share() >= 1)
        {
            return;
        }

        var begun = time.GetTimestamp();
        await RestAfterAsync(worked, cancellationToken);
        _rested += time.GetElapsedTime(begun);
        _since = Spent;
    }

    /// <summary>Rests for as long as so much work asks for.</summary>
    public Task RestAfterAsync(TimeSpan worked, CancellationToken cancellationToken) =>
        share() is var now and < 1 ? Task.Delay(worked * ((1 - now) / now), time, cancellationToken) : Task.CompletedTask;
}
