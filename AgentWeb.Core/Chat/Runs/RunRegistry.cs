using System.Collections.Concurrent;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>
/// The runs that this process knows. An ended run stays for a while, so that a reader that lost its connection comes back to its
/// events; later readers are answered from the database.
/// </summary>
public sealed class RunRegistry(TimeProvider time)
{
    private static readonly TimeSpan KeepAfterEnd = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<Guid, LiveRun> _runs = new();
    private readonly ConcurrentQueue<(DateTimeOffset ForgetAt, Guid RunId)> _ended = new();

    /// <summary>All of them.</summary>
    public IEnumerable<LiveRun> All => _runs.Values;

    /// <summary>Whether this process writes any.</summary>
    internal bool AnyRunsHere => _runs.Values.Any(run => run is { RunsHere: true, Ended.IsCompleted: false });

    /// <summary>The run, or null when this process does not know it (any more).</summary>
    public LiveRun? Find(Guid runId) => _runs.GetValueOrDefault(runId);

    /// <summary>The run, made known if it was not.</summary>
    public LiveRun GetOrAdd(RunIdentity identity)
    {
        ForgetOld();
        return _runs.GetOrAdd(identity.RunId, static (_, identity) => new LiveRun(identity), identity);
    }

    /// <summary>Marks the end: waiting stops are answered, and the run is forgotten after a while.</summary>
    internal void End(LiveRun run)
    {
        run.MarkEnded();
        _ended.Enqueue((time.GetUtcNow() + KeepAfterEnd, run.Identity.RunId));
        ForgetOld();
    }

    private void ForgetOld()
    {
        var now = time.GetUtcNow();
        while (_ended.TryPeek(out var oldest) && oldest.ForgetAt <= now && _ended.TryDequeue(out var forget))
        {
            _runs.TryRemove(forget.RunId, out _);
        }
    }
}
