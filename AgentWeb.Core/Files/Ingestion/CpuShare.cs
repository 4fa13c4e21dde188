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
    /// <summary>
    /// So short that a token that waits for it is hardly late, and no shorter than the timers of Linux and macOS can follow. Those of Windows tick
    /// each 15.6 ms: there rests take longer than was asked for, and work gets less than its share.
    /// </summary>
    private static readonly TimeSpan Stretch = TimeSpan.FromMilliseconds(3);

    /// <summary>After so long it looks again what the share is: whoever is given more meanwhile does not rest for what held before.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(1);

    private readonly long _start = time.GetTimestamp();
    private TimeSpan _owed; // Rest that is still to come.
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
        if (worked < Stretch)
        {
            return;
        }

        var begun = time.GetTimestamp();
        await RestAfterAsync(worked, cancellationToken);
        _rested += time.GetElapsedTime(begun);
        _since = Spent; // Also of what was worked while nothing was asked for: it is not to be made up for later.
    }

    /// <summary>Rests for as long as so much work asks for. What is too little for a timer is rested for with what comes next.</summary>
    public async Task RestAfterAsync(TimeSpan worked, CancellationToken cancellationToken)
    {
        var now = share();
        _owed += worked * RestPerWork(now);
        while (now < 1 && WholeMilliseconds(_owed) is var rest && rest > TimeSpan.Zero)
        {
            rest = rest < LongestRest ? rest : LongestRest;
            await Task.Delay(rest, time, cancellationToken);
            _owed -= rest;
            var given = share();
            _owed *= RestPerWork(given) / RestPerWork(now);
            now = given;
        }
    }

    /// <summary>Nothing for who may take a whole processor.</summary>
    private static double RestPerWork(double share) => share < 1 ? (1 - share) / share : 0;

    /// <summary>To which a delay is cut anyway.</summary>
    private static TimeSpan WholeMilliseconds(TimeSpan rest) => TimeSpan.FromTicks(rest.Ticks - (rest.Ticks % TimeSpan.TicksPerMillisecond));
}
