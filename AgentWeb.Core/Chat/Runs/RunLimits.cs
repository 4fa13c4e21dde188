namespace AgentWeb.Core.Chat.Runs;

/// <summary>
/// Watches the time limits of one run and cancels it when one is passed. A token costs one timestamp; one timer for each run looks
/// at it, so that nothing is re-armed per token.
/// </summary>
internal sealed class RunLimits : IDisposable
{
    private readonly RunsOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _passed = new();
    private readonly ITimer _timer;
    private readonly long _started;
    private long _attemptStarted;
    private long _lastToken;

    public RunLimits(RunsOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _started = time.GetTimestamp();
        _attemptStarted = _started;
        _timer = time.CreateTimer(static limits => ((RunLimits)limits!).Check(), this, Shortest(options.FirstTokenTimeout, options.TotalTimeout), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when a limit is passed.</summary>
    public CancellationToken Passed => _passed.Token;

    /// <summary>The limit that was passed; null when none was.</summary>
    public RunFailure? Failure { get; private set; }

    /// <summary>Notes that the model said something.</summary>
    public void Touch()
    {
        var first = Volatile.Read(ref _lastToken) == 0;
        Volatile.Write(ref _lastToken, _time.GetTimestamp());
        if (first)
        {
            _timer.Change(Shortest(_options.IdleTimeout, _options.TotalTimeout - _time.GetElapsedTime(_started)), Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The model is asked again after <paramref name="delay"/>; the wait for the first token counts from then.</summary>
    public void AskedAgain(TimeSpan delay) =>
        Volatile.Write(ref _attemptStarted, _time.GetTimestamp() + (long)(delay.TotalSeconds * _time.TimestampFrequency));

    public void Dispose()
    {
        _timer.Dispose();
        _passed.Dispose();
    }

    private void Check()
    {
        var total = _options.TotalTimeout - _time.GetElapsedTime(_started);
        var lastToken = Volatile.Read(ref _lastToken);
        var silence = lastToken == 0
            ? _options.FirstTokenTimeout - _time.GetElapsedTime(Volatile.Read(ref _attemptStarted))
            : _options.IdleTimeout - _time.GetElapsedTime(lastToken);
        if (total > TimeSpan.Zero && silence > TimeSpan.Zero)
        {
            _timer.Change(Shortest(total, silence), Timeout.InfiniteTimeSpan);
            return;
        }

        Failure = FailureFor(total <= TimeSpan.Zero, lastToken == 0);
        try
        {
            _passed.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The run ended at this very moment.
        }
    }

    private RunFailure FailureFor(bool total, bool noToken) => (total, noToken) switch
    {
        (true, _) => new("total_timeout", $"The reply took longer than {DurationText.Of(_options.TotalTimeout)} and was ended. What arrived is kept."),
        (_, true) => new("first_token_timeout", $"The model server did not answer within {DurationText.Of(_options.FirstTokenTimeout)}. Your message is kept."),
        _ => new("idle_timeout", $"The model server fell silent for {DurationText.Of(_options.IdleTimeout)}. What arrived is kept."),
    };

    private static TimeSpan Shortest(TimeSpan a, TimeSpan b)
    {
        var shortest = a < b ? a : b;
        return shortest > TimeSpan.Zero ? shortest : TimeSpan.FromMilliseconds(1);
    }
}
