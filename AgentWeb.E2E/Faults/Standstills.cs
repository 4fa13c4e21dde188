using System.Collections.Concurrent;
using System.Diagnostics;

namespace AgentWeb.E2E.Faults;

/// <summary>
/// Notes when this process was kept from its work, as the server beside it was then: what the server promises to do within a second it does not do on
/// a machine that stands still.
/// </summary>
internal static class Standstills
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <summary>What is shorter is no standstill: a server must cope with it.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(100);

    private static readonly ConcurrentQueue<(long End, TimeSpan Length)> Noted = new();

    private static int _isWatching;

    /// <summary>Begins to note them, for as long as this process lives.</summary>
    public static void Watch()
    {
        if (Interlocked.Exchange(ref _isWatching, 1) == 0)
        {
            _ = Task.Run(NoteAsync);
        }
    }

    /// <summary>How long they were together that reach into the time before a moment.</summary>
    /// <param name="moment">The moment, in Stopwatch ticks.</param>
    /// <param name="time">How long before it.</param>
    public static TimeSpan Before(long moment, TimeSpan time) => Noted
        .Where(noted => noted.End >= moment - Ticks(time) && noted.End - Ticks(noted.Length) <= moment)
        .Aggregate(TimeSpan.Zero, (sum, noted) => sum + noted.Length);

    private static async Task NoteAsync()
    {
        while (true)
        {
            var before = Stopwatch.GetTimestamp();
            await Task.Delay(Step);
            var length = Stopwatch.GetElapsedTime(before) - Step;
            if (length > Usual)
            {
                Noted.Enqueue((Stopwatch.GetTimestamp(), length));
            }
        }
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
