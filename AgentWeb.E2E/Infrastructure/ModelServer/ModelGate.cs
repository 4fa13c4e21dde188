namespace AgentWeb.E2E.Infrastructure.ModelServer;

/// <summary>
/// Holds an answer until a test has seen what it came to see: unlike a pace, it cannot be outrun by a busy machine.
/// </summary>
public sealed class ModelGate
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes once the gate is open.</summary>
    internal Task Opened => _opened.Task;

    /// <summary>Lets the rest of the answer go; opening it again does nothing.</summary>
    public void Open() => _opened.TrySetResult();
}
