using System.Collections.Concurrent;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>
/// The runs that this process knows. An ended run stays for a while, so that a reader that lost its connection comes back to its
/// events; later readers are answered from the database.
/// </summary>
public sealed class RunRegistry(TimeProvider time) : IRunningReplies
{
    private static readonly TimeSpan KeepAfterEnd = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<Guid, LiveRun> _runs = new();
    private readonly ConcurrentQueue<(DateTimeOffset ForgetAt, Guid RunId)> _ended = new();
    private int _running;
    private int _replying; // Of those that run, the ones that write a reply.

    /// <summary>All of them.</summary>
    public IEnumerable<LiveRun> All => _runs.Values;

    /// <summary>Whether this process writes any of them, be it a reply or something in the background.</summary>
    public bool AnyRunsHere => Volatile.Read(ref _running) > 0;

    /// <inheritdoc/>
    bool IRunningReplies.Any => Volatile.Read(ref _replying) > 0;

    /// <summary>The run, or null when this process does not know it (any more).</summary>
    public LiveRun? Find(Guid runId) => _runs.GetValueOrDefault(runId);

    /// <summary>The run, made known if it was not.</summary>
    public LiveRun GetOrAdd(RunIdentity identity)
    {
        ForgetOld();
        return _runs.GetOrAdd(identity.RunId, static (_, identity) => new LiveRun(identity), identity);
    }

    /// <summary>Marks that this process writes it.</summary>
    internal void Begin(LiveRun run)
    {
        lock (_gate)
        {
            if (run is { RunsHere: false, Ended.IsCompleted: false })
            {
                Count(run, 1);
            }

            run.RunsHere = true;
        }
    }

    /// <summary>Marks the end: waiting stops are answered, and the run is forgotten after a while.</summary>
    internal void End(LiveRun run)
    {
        lock (_gate)
        {
            if (run.MarkEnded() && run.RunsHere)
            {
                Count(run, -1);
            }
        }

        _ended.Enqueue((time.GetUtcNow() + KeepAfterEnd, run.Identity.RunId));
        ForgetOld();
    }

    private void Count(LiveRun run, int change)
    {
        _running += change;
        _replying += run.Identity.Kind.WritesReply() ? change : 0;
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
