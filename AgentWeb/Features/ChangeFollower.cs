using AgentWeb.Core.Data;
using AgentWeb.Core.Messaging;
using Microsoft.JSInterop;

namespace AgentWeb.Features;

/// <summary>
/// Tells a component which of a user's things changed, on the component's own thread, until it is disposed. It lets a moment pass
/// first: what it makes the component read and render would otherwise stand before the first words of the reply that was just asked for,
/// and changes that come one after the other (waiting, running) are read once. What could not be shown, because the browser or the database
/// did not answer, is tried again.
/// </summary>
internal sealed class ChangeFollower : IAsyncDisposable
{
    /// <summary>Longer than a fast model takes to its first word, and shorter than a person notices in the sidebar.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _gone = new();
    private readonly Task _following;

    /// <summary>Begins to follow.</summary>
    /// <param name="changes">Where changes are told.</param>
    /// <param name="ownerId">The user.</param>
    /// <param name="time">Measures the moment.</param>
    /// <param name="invoke">Runs work on the component's thread (<c>InvokeAsync</c>).</param>
    /// <param name="onChanged">Gets what changed; several changes of one come as one.</param>
    /// <param name="places">Whether places in line are told too.</param>
    /// <param name="parts">Whether the parts that changed are among what changed, beside the things that they are parts of.</param>
    public ChangeFollower(
        OwnedChanges changes, Guid ownerId, TimeProvider time, Func<Func<Task>, Task> invoke, Func<IReadOnlyCollection<Guid>, Task> onChanged,
        bool places = false, bool parts = false)
    {
        var watch = changes.Watch(ownerId, places, parts); // From here on, not from when a thread is free.
        _following = Task.Run(() => FollowAsync(watch, time, invoke, onChanged), CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _following;
        _gone.Dispose();
    }

    private static bool IsPassing(Exception failure) =>
        failure is OperationCanceledException or JSException or JSDisconnectedException || StorageFailure.IsIn(failure);

    private async Task FollowAsync(
        ChangeWatch changes, TimeProvider time, Func<Func<Task>, Task> invoke, Func<IReadOnlyCollection<Guid>, Task> onChanged)
    {
        using var watch = changes;
        try
        {
            HashSet<Guid> open = [];
            while (open.Count > 0 || await watch.WhenChangedAsync(_gone.Token))
            {
                await Task.Delay(open.Count > 0 ? Again : Pause, time, _gone.Token);
                open.UnionWith(watch.Take());
                IReadOnlyCollection<Guid> changed = [.. open];
                try
                {
                    await invoke(() => onChanged(changed));
                    open.Clear();
                }
                catch (Exception missed) when (!_gone.IsCancellationRequested && IsPassing(missed))
                {
                    // The connection was cut in the midst of it, or the database is busy. A script that fails would fail again.
                    if (missed is JSException)
                    {
                        open.Clear();
                    }
                }
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone.
        }
    }
}
