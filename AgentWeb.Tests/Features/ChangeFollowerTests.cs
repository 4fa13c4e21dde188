using System.Threading.Channels;
using AgentWeb.Core.Messaging;
using AgentWeb.Features;
using Microsoft.JSInterop;

namespace AgentWeb.Tests.Features;

public sealed class ChangeFollowerTests
{
    private static readonly Guid Ada = Guid.CreateVersion7();

    private readonly ConversationChanges _changes = new();
    private readonly Channel<IReadOnlyCollection<Guid>> _told = Channel.CreateBounded<IReadOnlyCollection<Guid>>(10);

    [Fact]
    public async Task Change_OfAnotherTime_IsToldAfterOneThatTheBrowserDidNotAnswer()
    {
        var failures = 1;
        await using var follower = new ChangeFollower(_changes, Ada, TimeProvider.System, work => work(), changed =>
        {
            _told.Writer.TryWrite(changed);
            return failures-- > 0 ? Task.FromException(new TaskCanceledException("The browser is away.")) : Task.CompletedTask;
        });
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        _changes.Publish(Ada, first);
        Assert.Equal([first], await NextAsync());
        Assert.Equal([first], await NextAsync()); // Again, since nobody saw it.
        _changes.Publish(Ada, second);

        Assert.Equal([second], await NextAsync());
    }

    [Fact]
    public async Task Change_ThatAScriptFailsOn_IsNotToldAgain()
    {
        await using var follower = new ChangeFollower(_changes, Ada, TimeProvider.System, work => work(), changed =>
        {
            _told.Writer.TryWrite(changed);
            return Task.FromException(new JSException("A mistake of ours."));
        });
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        _changes.Publish(Ada, first);
        Assert.Equal([first], await NextAsync());
        _changes.Publish(Ada, second);

        Assert.Equal([second], await NextAsync());
    }

    [Fact]
    public async Task Dispose_WhileTheBrowserIsAway_Ends()
    {
        var follower = new ChangeFollower(_changes, Ada, TimeProvider.System, work => work(), changed =>
        {
            _told.Writer.TryWrite(changed);
            return Task.FromException(new TaskCanceledException("The browser is away."));
        });
        _changes.Publish(Ada, Guid.CreateVersion7());
        await NextAsync();

        await follower.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    private async Task<IReadOnlyCollection<Guid>> NextAsync() =>
        await _told.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
}
