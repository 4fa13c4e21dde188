namespace AgentWeb.E2E.Infrastructure.Browser;

/// <summary>Uploads that wait on their way.</summary>
internal sealed class HeldUploads : IDisposable
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when they may go on.</summary>
    public Task Released => _released.Task;

    /// <summary>Lets them go on.</summary>
    public void Release() => _released.TrySetResult();

    /// <inheritdoc/>
    public void Dispose() => Release();
}
