using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AgentWeb.Core.Files.Processes;

/// <summary>
/// A thread for work that others should not feel: it stands behind them and takes short turns, so that a token that arrives takes the
/// processor at once. Unlike a thread that runs only when nobody else wants to, it goes on where a machine is never idle. What the work does before
/// it really waits for something is done there, which with SQLite is all of it.
/// </summary>
internal sealed partial class QuietThread : IAsyncDisposable
{
    private const int ProcessorTimeOfThread = 3; // CLOCK_THREAD_CPUTIME_ID

    private readonly BlockingCollection<Action> _queue = new(boundedCapacity: 16);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _spent;

    /// <summary>Starts it.</summary>
    /// <param name="name">Its name, for whoever looks at the process.</param>
    /// <param name="niceness">How far it stands behind, from 0 to 19.</param>
    public QuietThread(string name, int niceness)
    {
        var thread = new Thread(() => Work(niceness)) { IsBackground = true, Name = name, Priority = ThreadPriority.BelowNormal };
        thread.Start();
    }

    /// <summary>
    /// Processor time that work has taken there so far, without the time it stood behind others; where the system does not tell, all time of the work.
    /// </summary>
    public TimeSpan ProcessorTime => new(Interlocked.Read(ref _spent));

    /// <summary>Does work there.</summary>
    public Task RunAsync(Func<Task> work)
    {
        var begun = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Add(() =>
        {
            var from = Clock();
            try
            {
                var started = work();
                Interlocked.Add(ref _spent, (Clock() - from).Ticks);
                begun.SetResult(started);
            }
            catch (Exception failure)
            {
                begun.SetException(failure); // Whoever asked for the work awaits it.
            }
        });
        return begun.Task.Unwrap();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _queue.CompleteAdding();
        await _ended.Task;
        _queue.Dispose();
    }

    private void Work(int niceness)
    {
        QuietScheduling.StandBehind(QuietScheduling.CallingThread, niceness);
        foreach (var work in _queue.GetConsumingEnumerable())
        {
            work();
        }

        _ended.SetResult();
    }

    private static TimeSpan Clock()
    {
        try
        {
            if (OperatingSystem.IsLinux() && GetTime(ProcessorTimeOfThread, out var time) == 0)
            {
                return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick);
            }
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system without this library.
        }

        return Stopwatch.GetElapsedTime(0);
    }

    /// <summary>The C library's <c>timespec</c>.</summary>
    private struct ClockTime
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, out ClockTime time);
}
