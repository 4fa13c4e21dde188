using System.Diagnostics;

namespace AgentWeb.E2E.Infrastructure.ModelServer;

/// <summary>
/// Says when the next token is due. The schedule is absolute: a late token does not delay those behind it, so a stream of
/// 50 tokens/s is as long as 50 tokens/s however busy the machine is.
/// </summary>
internal sealed class Pacer(ModelScript script, long start)
{
    private readonly double _ticksPerToken = script.TokensPerSecond > 0 ? Stopwatch.Frequency / script.TokensPerSecond : 0;
    private readonly long _first = start + (long)(script.FirstTokenDelay.TotalSeconds * Stopwatch.Frequency);

    /// <summary>Waits until token <paramref name="index"/> is due.</summary>
    public ValueTask WaitAsync(int index, CancellationToken cancellation)
    {
        var remaining = (_first + (long)(index * _ticksPerToken) - Stopwatch.GetTimestamp()) * 1000.0 / Stopwatch.Frequency;
        // Timers count whole milliseconds: rounding up sends at most one late, and never early.
        return remaining <= 0 ? ValueTask.CompletedTask : new(Task.Delay((int)Math.Ceiling(remaining), cancellation));
    }
}
