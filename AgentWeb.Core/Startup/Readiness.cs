namespace AgentWeb.Core.Startup;

/// <summary>Whether the server is ready. Background services that touch data wait for it.</summary>
public sealed class Readiness
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether every <see cref="IBeforeReady"/> has run.</summary>
    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    /// <summary>Whether one of them failed. The server is then stopping, and waiters are let go by that.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Waits until every <see cref="IBeforeReady"/> has run.</summary>
    public Task WhenReadyAsync(CancellationToken cancellationToken) => _ready.Task.WaitAsync(cancellationToken);

    /// <summary>Called once, by the host.</summary>
    public void MarkReady() => _ready.TrySetResult();

    /// <summary>Called instead, by the host.</summary>
    public void MarkFailed() => HasFailed = true;
}
