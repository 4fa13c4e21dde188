namespace AgentWeb.E2E.Infrastructure.Browser;

/// <summary>Uploads that wait on their way.</summary>
internal sealed class HeldUploads : IDisposable
{
    private readonly TaskCompletionSource<bool> _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether they may go on, once that is known; else their connection breaks.</summary>
    public Task<bool> Released => _released.Task;

    /// <summary>Lets them go on.</summary>
    public void Release() => _released.TrySetResult(true);

    /// <summary>Lets them fail.</summary>
    public void Break() => _released.TrySetResult(false);

    /// <inheritdoc/>
    public void Dispose() => Release();
}
