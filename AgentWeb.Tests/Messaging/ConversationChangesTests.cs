using AgentWeb.Core.Messaging;

namespace AgentWeb.Tests.Messaging;

public sealed class ConversationChangesTests
{
    private static readonly Guid Ada = Guid.CreateVersion7();
    private static readonly Guid Bob = Guid.CreateVersion7();

    [Fact]
    public async Task NextAsync_ManyChanges_ComeMerged()
    {
        var changes = new ConversationChanges();
        using var watch = changes.Watch(Ada);
        Guid[] both = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        for (var i = 0; i < 1000; i++)
        {
            changes.Publish(Ada, both[i % 2]);
        }

        Assert.Equal(both.Order(), (await watch.NextAsync(CancellationToken.None)).Order());
    }

    [Fact]
    public async Task Publish_OtherUser_IsNotTold()
    {
        var changes = new ConversationChanges();
        using var watch = changes.Watch(Ada);
        var mine = Guid.CreateVersion7();

        changes.Publish(Bob, Guid.CreateVersion7());
        changes.Publish(Ada, mine);

        Assert.Equal([mine], await watch.NextAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Dispose_EndsTheWaiting()
    {
        var watch = new ConversationChanges().Watch(Ada);
        var next = watch.NextAsync(CancellationToken.None);

        watch.Dispose();

        Assert.Empty(await next.WaitAsync(TimeSpan.FromSeconds(20)));
    }
}
