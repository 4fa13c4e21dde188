using System.Runtime.CompilerServices;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>Reading a run from where a client left it.</summary>
public static class RunReading
{
    /// <summary>
    /// The events after number <paramref name="after"/>, to the end of the run. When the log does not hold that number (the run was
    /// started again, or its events are gone) one snapshot comes first and the live events follow it.
    /// </summary>
    /// <param name="log">The run's log.</param>
    /// <param name="after">The last number the client has; null reads from the beginning.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<RunEvent> ReadFromAsync(
        this RunLog log, long? after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var start = after ?? 0;
        if (start > log.LastNumber)
        {
            var snapshot = log.Snapshot();
            start = snapshot.Number;
            yield return new SnapshotEvent(snapshot.Number, snapshot.Text, RunStatusNames.Of(snapshot.Status)) { Number = snapshot.Number };
            if (log.IsCompleted)
            {
                start--; // The last event tells how the run ended; whoever missed it needs it too.
            }
        }

        using var subscription = log.Subscribe(start);
        await foreach (var runEvent in subscription.ReadAllAsync(cancellationToken))
        {
            yield return runEvent;
        }
    }
}
