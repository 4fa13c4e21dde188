using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace AgentWeb.Core.Files.Ingestion;

/// <summary>
/// A thread of its own for work that must not be felt by others: on Linux it runs only when no other thread of the machine wants the
/// processor (<c>SCHED_IDLE</c>, see sched(7)), so that a token that arrives takes it at once. What is awaited there goes on there.
/// </summary>
internal sealed partial class LaneThread : IDisposable
{
    private const int Idle = 5;
    private const int Capacity = 10_000;

    private readonly BlockingCollection<(SendOrPostCallback Work, object? State)> _queue = new(Capacity);
    private readonly Thread _thread;

    /// <summary>Starts it.</summary>
    /// <param name="name">Its name, for whoever looks at the process.</param>
    public LaneThread(string name)
    {
        _thread = new(Work) { IsBackground = true, Name = name, Priority = ThreadPriority.Lowest };
        _thread.Start();
    }

    /// <summary>Runs work there.</summary>
    public Task RunAsync(Func<Task> work)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Add((_ => { _ = BeginAsync(work, ended); }, null));
        return ended.Task;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _queue.Dispose();
    }

    private static async Task BeginAsync(Func<Task> work, TaskCompletionSource ended)
    {
        try
        {
            await work();
            ended.TrySetResult();
        }
        catch (Exception failure)
        {
            ended.TrySetException(failure); // Whoever asked for the work awaits it.
        }
    }

    private void Work()
    {
        if (OperatingSystem.IsLinux())
        {
            var none = 0; // The priority that goes with the policy; there is none.
            _ = SetScheduler(0, Idle, ref none); // Where it is forbidden the thread runs like others, and its share still limits it.
        }

        SynchronizationContext.SetSynchronizationContext(new Context(_queue));
        foreach (var (work, state) in _queue.GetConsumingEnumerable())
        {
            work(state);
        }
    }

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetScheduler(int thread, int policy, ref int priority);

    private sealed class Context(BlockingCollection<(SendOrPostCallback Work, object? State)> queue) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
            if (!queue.IsAddingCompleted)
            {
                queue.Add((d, state));
            }
        }
    }
}
