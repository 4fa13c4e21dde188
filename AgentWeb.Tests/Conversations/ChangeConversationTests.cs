using AgentWeb.Core.Chat;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Conversations;

public sealed class ChangeConversationTests : IAsyncLifetime
{
    private ChatHost _host = null!;
    private Guid _ada;
    private SendReceipt _first = null!;
    private SendReceipt _second = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync();
        _ada = await _host.AddUserAsync();
        _first = await _host.SendAsync(_ada, "first");
        _second = await _host.SendAsync(_ada, "second");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task RunAsync_Pinned_StandsAboveNewerOnesAndAcrossPages()
    {
        await ChangeAsync(new(_first.ConversationId, Pinned: true));
        var list = _host.Get<ListConversations>();

        var page = await list.RunAsync(_ada, after: null, 1, CancellationToken.None);
        var next = await list.RunAsync(_ada, page.Next, 1, CancellationToken.None);

        Assert.Equal([_first.ConversationId, _second.ConversationId], page.Items.Concat(next.Items).Select(c => c.Id));
        Assert.Null(next.Next);
    }

    [Fact]
    public async Task RunAsync_Archived_IsListedApart()
    {
        await ChangeAsync(new(_first.ConversationId, Archived: true));
        var list = _host.Get<ListConversations>();

        Assert.Equal(_second.ConversationId, Assert.Single((await list.RunAsync(_ada, null, 10, CancellationToken.None)).Items).Id);
        Assert.Equal(_first.ConversationId, Assert.Single((await list.RunAsync(_ada, null, 10, CancellationToken.None, new(Archived: true))).Items).Id);
    }

    [Fact]
    public async Task RunAsync_Title_IsTidiedAndChecked()
    {
        var change = _host.Get<ChangeConversation>();
        var bob = await _host.AddUserAsync("bob@example.test");

        Assert.Equal("A new name", (await ChangeAsync(new(_first.ConversationId, Title: "  A new\n name "))).Title);
        Assert.Equal("title_invalid", (await change.RunAsync(_ada, new(_first.ConversationId, Title: " "), CancellationToken.None)).Error?.Code);
        Assert.Equal("title_invalid", (await change.RunAsync(_ada, new(_first.ConversationId, Title: new string('x', 201)), CancellationToken.None)).Error?.Code);
        Assert.Equal("not_found", (await change.RunAsync(bob, new(_first.ConversationId, Title: "x"), CancellationToken.None)).Error?.Code);
        Assert.Equal(("A new name", false), (await ReadAsync() is { } read ? (read.Title, read.Pinned) : default));
    }

    [Fact]
    public async Task MarkSeen_ReplyThatEnded_IsUnreadUntilThen()
    {
        await AnswerBothAsync();
        Assert.True((await ReadAsync())!.Unread);

        await _host.Get<MarkSeen>().RunAsync(_ada, _first.ConversationId, CancellationToken.None);

        Assert.False((await ReadAsync())!.Unread);
    }

    [Fact]
    public async Task Delete_UntilItIsRestored_IsNowhere()
    {
        await AnswerBothAsync();
        await _host.Get<DeleteConversation>().RunAsync(_ada, _first.ConversationId, CancellationToken.None);

        Assert.Null(await ReadAsync());
        Assert.Equal("not_found", (await _host.Get<SendMessage>().RunAsync(_ada, new("more", _first.ConversationId), CancellationToken.None)).Error?.Code);
        Assert.Equal("not_found", (await _host.Get<EditMessage>().RunAsync(_ada, new(_first.UserMessageId, "x"), CancellationToken.None)).Error?.Code);
        Assert.Equal("not_found", (await _host.Get<RegenerateReply>().RunAsync(_ada, new(_first.MessageId), CancellationToken.None)).Error?.Code);
        Assert.Equal("not_found", (await _host.Get<ListSiblings>().RunAsync(_ada, _first.MessageId, CancellationToken.None)).Error?.Code);
        var bob = await _host.AddUserAsync("bob@example.test");
        Assert.Equal("not_found", (await _host.Get<RestoreConversation>().RunAsync(bob, _first.ConversationId, CancellationToken.None)).Error?.Code);

        Assert.True((await _host.Get<RestoreConversation>().RunAsync(_ada, _first.ConversationId, CancellationToken.None)).Succeeded);
        Assert.Equal(["first", "ok"], (await _host.TranscriptAsync(_ada, _first.ConversationId)).Select(m => m.Text));
    }

    [Fact]
    public async Task Purge_OnlyWhatWasDeletedLongAgo()
    {
        await _host.Get<DeleteConversation>().RunAsync(_ada, _first.ConversationId, CancellationToken.None);
        await _host.Get<DeleteConversation>().RunAsync(_ada, _second.ConversationId, CancellationToken.None);
        await using var db = await _host.Contexts.CreateDbContextAsync();
        var longAgo = TimeProvider.System.GetUtcNow().AddDays(-31);
        await db.Conversations.IgnoreQueryFilters().Where(c => c.Id == _first.ConversationId)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.DeletedAt, longAgo));

        await _host.Get<PurgeConversations>().RunOnceAsync(CancellationToken.None);

        Assert.Equal(_second.ConversationId, (await db.Conversations.IgnoreQueryFilters().SingleAsync()).Id);
        Assert.Equal(2, await db.Messages.CountAsync());
        Assert.Equal(JobState.Stopped, (await db.Jobs.AsNoTracking().SingleAsync()).State);
    }

    private async Task AnswerBothAsync()
    {
        (await _host.Model.NextCallAsync()).Say("ok").End();
        (await _host.Model.NextCallAsync()).Say("ok").End();
        await _host.EndOfAsync(_first);
    }

    private async Task<ConversationSummary?> ReadAsync() =>
        (await _host.Get<GetConversation>().RunAsync(_ada, _first.ConversationId, CancellationToken.None)).Value;

    private async Task<ConversationSummary> ChangeAsync(ChangeConversationInput input)
    {
        var changed = await _host.Get<ChangeConversation>().RunAsync(_ada, input, CancellationToken.None);
        Assert.True(changed.Succeeded, changed.Error?.Message);
        return changed.Value;
    }
}
