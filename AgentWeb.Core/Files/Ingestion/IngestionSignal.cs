using System.Threading.Channels;

namespace AgentWeb.Core.Files.Ingestion;

/// <summary>Wakes the ingestion lane of this process when a file was added. What waits is in the database.</summary>
public sealed class IngestionSignal
{
    private readonly Channel<bool> _wakeUp = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, AllowSynchronousContinuations = false });

    /// <summary>Wakes the lane.</summary>
    public void Set() => _wakeUp.Writer.TryWrite(true);

    /// <summary>Waits for the next wake-up, or until <paramref name="atMost"/> has passed.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var lookAgain = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lookAgain.Token, cancellationToken);
        try
        {
            await _wakeUp.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time to look again.
        }
    }
}
