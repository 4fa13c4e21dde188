using AgentWeb.Core.Messaging;

namespace AgentWeb.Tests.Messaging;

public sealed class ConversationChangesTests
{
    private static readonly Guid Ada = Guid.CreateVersion7();
    private static readonly Guid Bob = Guid.CreateVersion7();

    [Fact]
    public async Task Take_ManyChanges_ComeMergedAndOnce()
    {
        var changes = new ConversationChanges();
        using var watch = changes.Watch(Ada);
        Guid[] both = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        for (var i = 0; i < 1000; i++)
        {
            changes.Publish(Ada, both[i % 2]);
        }

        Assert.True(await watch.WhenChangedAsync(CancellationToken.None));
        Assert.Equal(both.Order(), watch.Take().Order());
        Assert.Empty(watch.Take());
    }

    [Fact]
    public async Task Publish_OtherUser_IsNotTold()
    {
        var changes = new ConversationChanges();
        using var watch = changes.Watch(Ada);
        var mine = Guid.CreateVersion7();

        changes.Publish(Bob, Guid.CreateVersion7());
        changes.Publish(Ada, mine);

        Assert.True(await watch.WhenChangedAsync(CancellationToken.None));
        Assert.Equal([mine], watch.Take());
    }

    [Fact]
    public void PublishPlace_IsToldOnlyToThoseWhoAskedForPlaces()
    {
        var changes = new ConversationChanges();
        using var content = changes.Watch(Ada);
        using var places = changes.Watch(Ada, places: true);
        var mine = Guid.CreateVersion7();

        changes.PublishPlace(Ada, mine);
        Assert.Empty(content.Take());
        Assert.Equal([mine], places.Take());

        changes.Publish(Ada, mine);
        Assert.Equal([mine], content.Take());
        Assert.Equal([mine], places.Take());
    }

    [Fact]
    public void PublishMessage_IsToldWithItsConversationToThoseWhoAskedForParts()
    {
        var changes = new ConversationChanges();
        using var conversations = changes.Watch(Ada);
        using var parts = changes.Watch(Ada, parts: true);
        Guid[] both = [Guid.CreateVersion7(), Guid.CreateVersion7()];

        changes.PublishMessage(Ada, both[0], both[1]);

        Assert.Equal([both[0]], conversations.Take());
        Assert.Equal(both.Order(), parts.Take().Order());
    }

    [Fact]
    public async Task WhenChangedAsync_EverythingTaken_WaitsForTheNextChange()
    {
        var changes = new ConversationChanges();
        using var watch = changes.Watch(Ada);
        changes.Publish(Ada, Guid.CreateVersion7());
        watch.Take();
        var next = watch.WhenChangedAsync(CancellationToken.None);

        Assert.False(next.IsCompleted);
        changes.Publish(Ada, Guid.CreateVersion7());

        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Dispose_EndsTheWaiting()
    {
        var watch = new ConversationChanges().Watch(Ada);
        var next = watch.WhenChangedAsync(CancellationToken.None);

        watch.Dispose();

        Assert.False(await next.WaitAsync(TimeSpan.FromSeconds(20)));
    }
}
