using AgentWeb.Core.Chat.Usage;
using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Operations.Figures;

/// <summary>A part of a period while it is added up.</summary>
internal sealed class FigureBucket(DateTimeOffset at)
{
    private readonly Dictionary<string, int> _failures = new(StringComparer.Ordinal);
    private readonly MeasureHistogram _wait = new();
    private readonly MeasureHistogram _firstToken = new();
    private int _ended;
    private long _waiting;
    private long _running;
    private int _samples;

    public DateTimeOffset At { get; } = at;

    public IReadOnlyDictionary<string, int> Failures => _failures;

    public void Add(EndedJob job)
    {
        _ended++;
        if (job.StartedAt is { } started)
        {
            _wait.Add(Math.Max(0, (started - job.WaitingSince).TotalMilliseconds));
        }

        if (job.TimeToFirstTokenMs is { } first)
        {
            _firstToken.Add(first);
        }

        if (job.State is JobState.Failed or JobState.Interrupted)
        {
            CountFailures(job.ErrorCode ?? "unknown", 1);
        }
    }

    public void Add(QueueSample sample) => (_waiting, _running, _samples) = (_waiting + sample.Waiting, _running + sample.Running, _samples + 1);

    public void Add(FigureBucket other)
    {
        _ended += other._ended;
        _wait.Add(other._wait);
        _firstToken.Add(other._firstToken);
        (_waiting, _running, _samples) = (_waiting + other._waiting, _running + other._running, _samples + other._samples);
        foreach (var (code, count) in other._failures)
        {
            CountFailures(code, count);
        }
    }

    public FigurePoint ToPoint() => new(
        At,
        _samples == 0 ? null : (double)_waiting / _samples,
        _samples == 0 ? null : (double)_running / _samples,
        _ended,
        new Dictionary<string, int>(_failures, StringComparer.Ordinal),
        InSeconds(_wait),
        InSeconds(_firstToken));

    private static Quantiles InSeconds(MeasureHistogram milliseconds) =>
        new(milliseconds.Percentile(0.5) / 1000, milliseconds.Percentile(0.95) / 1000);

    private void CountFailures(string code, int count) => _failures[code] = _failures.GetValueOrDefault(code) + count;
}

/// <summary>A reply that ended, as it is counted.</summary>
internal sealed record EndedJob(
    DateTimeOffset FinishedAt, DateTimeOffset? StartedAt, DateTimeOffset WaitingSince, JobState State, string? ErrorCode, long? TimeToFirstTokenMs);
