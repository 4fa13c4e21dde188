using System.Threading.Channels;
using AgentWeb.Core.Chat.Runs;

namespace AgentWeb.Features.Admin.Models;

/// <summary>Tells a page that a model server began or ended to be left alone, at once and at most four times a second, until it is disposed.</summary>
internal sealed class BreakerFollower : IAsyncDisposable
{
    /// <summary>Least time between two tellings.</summary>
    public static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(250);

    private readonly EndpointBreakers _breakers;
    private readonly CancellationTokenSource _gone = new();
    private readonly Task _following;

    // Capacity one: a second change says nothing new. The page goes on in the thread pool, never on the thread of the run whose request failed.
    private readonly Channel<bool> _wakeUp = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true, AllowSynchronousContinuations = false });

    /// <summary>Begins to follow.</summary>
    /// <param name="breakers">Where changes are told.</param>
    /// <param name="time">Measures the time between.</param>
    /// <param name="show">Shows what is so now, on the component's thread.</param>
    public BreakerFollower(EndpointBreakers breakers, TimeProvider time, Func<Task> show)
    {
        _breakers = breakers;
        _breakers.Changed += Wake;
        _following = Task.Run(() => FollowAsync(time, show), CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _breakers.Changed -= Wake;
        await _gone.CancelAsync();
        await _following;
        _gone.Dispose();
    }

    private void Wake(object? sender, EventArgs e) => _wakeUp.Writer.TryWrite(true);

    private async Task FollowAsync(TimeProvider time, Func<Task> show)
    {
        try
        {
            while (!_gone.IsCancellationRequested)
            {
                await _wakeUp.Reader.ReadAsync(_gone.Token);
                await show();
                await Task.Delay(Spacing, time, _gone.Token);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone.
        }
    }
}
