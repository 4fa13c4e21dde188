using AgentWeb.Core.Messaging;

namespace AgentWeb.Features;

/// <summary>Tells a component which of a user's conversations changed, on the component's own thread, until it is disposed.</summary>
internal sealed class ConversationFollower : IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly Task _following;

    /// <summary>Begins to follow.</summary>
    /// <param name="changes">Where changes are told.</param>
    /// <param name="ownerId">The user.</param>
    /// <param name="invoke">Runs work on the component's thread (<c>InvokeAsync</c>).</param>
    /// <param name="onChanged">Gets the conversations that changed; several changes of one come as one.</param>
    public ConversationFollower(
        ConversationChanges changes, Guid ownerId, Func<Func<Task>, Task> invoke, Func<IReadOnlyCollection<Guid>, Task> onChanged) =>
        _following = Task.Run(() => FollowAsync(changes, ownerId, invoke, onChanged), CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _following;
        _gone.Dispose();
    }

    private async Task FollowAsync(
        ConversationChanges changes, Guid ownerId, Func<Func<Task>, Task> invoke, Func<IReadOnlyCollection<Guid>, Task> onChanged)
    {
        using var watch = changes.Watch(ownerId);
        try
        {
            while (!_gone.IsCancellationRequested)
            {
                var changed = await watch.NextAsync(_gone.Token);
                await invoke(() => onChanged(changed));
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone.
        }
    }
}
