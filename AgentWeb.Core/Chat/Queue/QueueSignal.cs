using System.Threading.Channels;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>Wakes the worker of this process when a job was added or a slot became free. The queue itself is in the database.</summary>
public sealed class QueueSignal
{
    private readonly Channel<bool> _wakeUp = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, AllowSynchronousContinuations = false });

    /// <summary>Wakes the worker.</summary>
    public void Set() => _wakeUp.Writer.TryWrite(true);

    /// <summary>Waits for the next wake-up; one that came before counts.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _wakeUp.Reader.ReadAsync(cancellationToken);
}
