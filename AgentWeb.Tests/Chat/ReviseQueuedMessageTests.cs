using AgentWeb.Core.Chat;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Chat;

/// <summary>What waits to go out can still be changed where it stands.</summary>
public sealed class ReviseQueuedMessageTests : IAsyncLifetime
{
    private ChatHost _host = null!;
    private Guid _ada;
    private SendReceipt _running = null!;
    private SendReceipt _queued = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync();
        _ada = await _host.AddUserAsync();
        _running = await _host.SendAsync(_ada, "first");
        _queued = await _host.SendAsync(_ada, "secnod", _running.ConversationId);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Revise_WaitingMessage_IsWhatTheModelGetsAndMakesNoVersion()
    {
        var revised = await ReviseAsync(_ada, _queued.UserMessageId, "second");

        Assert.True(revised.Value);
        var call = await _host.Model.NextCallAsync();
        call.Say("one").End();
        Assert.Equal(["first", "one", "second"], (await _host.Model.NextCallAsync()).Messages.Select(m => m.Text));
        Assert.Empty((await _host.TranscriptAsync(_ada, _queued.ConversationId))[2].Siblings);
    }

    [Fact]
    public async Task Revise_RunningForeignOrEmpty_ChangesNothing()
    {
        await _host.Model.NextCallAsync();
        var bob = await _host.AddUserAsync("bob@example.test");

        Assert.False((await ReviseAsync(_ada, _running.UserMessageId, "x")).Value);
        Assert.False((await ReviseAsync(bob, _queued.UserMessageId, "x")).Value);
        Assert.Equal("message_empty", (await ReviseAsync(_ada, _queued.UserMessageId, " ")).Error?.Code);

        var texts = (await _host.TranscriptAsync(_ada, _queued.ConversationId)).Select(m => m.Text);
        Assert.Equal(["first", "", "secnod", ""], texts);
    }

    private Task<AgentWeb.Core.Results.Result<bool>> ReviseAsync(Guid ownerId, Guid messageId, string text) =>
        _host.Get<ReviseQueuedMessage>().RunAsync(ownerId, messageId, text, CancellationToken.None);
}
