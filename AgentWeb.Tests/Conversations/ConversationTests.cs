using System.Globalization;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Models;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Conversations;

public sealed class ConversationTests : IAsyncLifetime
{
    private ChatHost _host = null!;
    private Guid _ada;

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync(("Queue:MaxQueuedPerUser", "100"));
        _ada = await _host.AddUserAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task List_InPages_GivesEachOnceTheNewestFirst()
    {
        var sent = new List<Guid>();
        for (var i = 0; i < 7; i++)
        {
            sent.Add((await _host.SendAsync(_ada, $"number {i}")).ConversationId);
        }

        var list = _host.Get<ListConversations>();
        var read = new List<Guid>();
        ConversationCursor? next = null;
        do
        {
            var page = await list.RunAsync(_ada, next, 3, CancellationToken.None);
            Assert.InRange(page.Items.Count, 1, 3);
            read.AddRange(page.Items.Select(c => c.Id));
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal(sent.AsEnumerable().Reverse(), read);
    }

    [Fact]
    public async Task List_TiesInTime_AreNeitherRepeatedNorLeftOut()
    {
        for (var i = 0; i < 5; i++)
        {
            await _host.SendAsync(_ada, "tie");
        }

        await using (var db = await _host.Contexts.CreateDbContextAsync())
        {
            await db.Conversations.ExecuteUpdateAsync(set => set.SetProperty(c => c.LastActiveAt, DateTimeOffset.UnixEpoch));
        }

        var list = _host.Get<ListConversations>();
        var first = await list.RunAsync(_ada, after: null, 2, CancellationToken.None);
        var second = await list.RunAsync(_ada, first.Next, 2, CancellationToken.None);
        var third = await list.RunAsync(_ada, second.Next, 2, CancellationToken.None);

        Assert.Equal(5, first.Items.Concat(second.Items).Concat(third.Items).Select(c => c.Id).Distinct().Count());
        Assert.Null(third.Next);
    }

    [Fact]
    public async Task List_OtherUsersAndEmptyOnes_AreNotInIt()
    {
        var bob = await _host.AddUserAsync("bob@example.test");
        await _host.SendAsync(bob, "bob's");
        await _host.Get<CreateConversation>().RunAsync(_ada, "empty", CancellationToken.None);

        Assert.Empty((await _host.Get<ListConversations>().RunAsync(_ada, after: null, 50, CancellationToken.None)).Items);
    }

    [Fact]
    public async Task Get_Status_FollowsTheQueue()
    {
        var sent = await _host.SendAsync(_ada, "hello");
        var call = await _host.Model.NextCallAsync();
        Assert.Equal(ConversationStatus.Thinking, await StatusAsync(sent));

        call.Fail(new ModelException(ModelErrorCode.Server, "It failed."));
        await _host.EndOfAsync(sent);
        Assert.Equal(ConversationStatus.Error, await StatusAsync(sent));

        var retried = await _host.Get<RegenerateReply>().RunAsync(_ada, new(sent.MessageId), CancellationToken.None);
        (await _host.Model.NextCallAsync()).Say("ok").End();
        await _host.EndOfAsync(retried.Value!);
        Assert.Equal(ConversationStatus.Idle, await StatusAsync(sent));
    }

    [Fact]
    public async Task Transcript_InPages_GoesBackwardsWithoutGaps()
    {
        var first = await _host.SendAsync(_ada, "0");
        for (var i = 1; i < 5; i++)
        {
            await _host.SendAsync(_ada, i.ToString(CultureInfo.InvariantCulture), first.ConversationId);
        }

        var newest = await PageAsync(first.ConversationId, before: null);
        var middle = await PageAsync(first.ConversationId, newest.Messages[0].Id);
        var oldest = await PageAsync(first.ConversationId, middle.Messages[0].Id);

        Assert.Equal((true, true, false), (newest.HasOlder, middle.HasOlder, oldest.HasOlder));
        var all = oldest.Messages.Concat(middle.Messages).Concat(newest.Messages);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), all.Select(m => m.Seq));
    }

    [Fact]
    public async Task Transcript_SomebodyElses_IsNotFound()
    {
        var bob = await _host.AddUserAsync("bob@example.test");
        var sent = await _host.SendAsync(_ada, "mine");

        var page = await _host.Get<ReadTranscript>().RunAsync(bob, sent.ConversationId, 10, beforeMessageId: null, CancellationToken.None);

        Assert.Equal("not_found", page.Error!.Code);
    }

    [Fact]
    public async Task Delete_WhileAReplyRuns_StopsItAndThePurgeLeavesNothing()
    {
        var sent = await _host.SendAsync(_ada, "one");
        var call = await _host.Model.NextCallAsync();
        call.Say("text");
        await _host.SendAsync(_ada, "two", sent.ConversationId);
        using var watch = _host.Get<ConversationChanges>().Watch(_ada);

        var deleted = await _host.Get<DeleteConversation>().RunAsync(_ada, sent.ConversationId, CancellationToken.None);

        Assert.True(deleted.Succeeded);
        Assert.True(call.Closed.IsCompleted);
        await using var db = await _host.Contexts.CreateDbContextAsync();
        var longAgo = TimeProvider.System.GetUtcNow().AddDays(-31);
        await db.Conversations.IgnoreQueryFilters().ExecuteUpdateAsync(set => set.SetProperty(c => c.DeletedAt, longAgo));
        await _host.Get<PurgeConversations>().RunOnceAsync(CancellationToken.None);
        Assert.Equal(
            (0, 0, 0, 0),
            (await db.Conversations.IgnoreQueryFilters().CountAsync(), await db.Messages.CountAsync(), await db.Jobs.CountAsync(), await db.RunTextChunks.CountAsync()));
        Assert.False(_host.Model.HasUnreadCall, "The message that waited was sent to the model");
        Assert.Contains(sent.ConversationId, watch.Take());
    }

    [Fact]
    public async Task Delete_SomebodyElses_IsNotFoundAndStays()
    {
        var bob = await _host.AddUserAsync("bob@example.test");
        var sent = await _host.SendAsync(_ada, "mine");

        var deleted = await _host.Get<DeleteConversation>().RunAsync(bob, sent.ConversationId, CancellationToken.None);

        Assert.Equal("not_found", deleted.Error!.Code);
        Assert.Equal(2, (await _host.TranscriptAsync(_ada, sent.ConversationId)).Count);
    }

    [Fact]
    public async Task Create_ThenSend_TakesTheTitleOfTheFirstMessage()
    {
        var created = await _host.Get<CreateConversation>().RunAsync(_ada, title: null, CancellationToken.None);
        await _host.SendAsync(_ada, "What is this?", created.Value!.Id);

        var read = await _host.Get<GetConversation>().RunAsync(_ada, created.Value.Id, CancellationToken.None);
        Assert.Equal("What is this?", read.Value!.Title);
    }

    [Fact]
    public async Task Create_TitleTooLong_IsRefused() => Assert.Equal(
        "title_too_long",
        (await _host.Get<CreateConversation>().RunAsync(_ada, new string('t', Conversation.MaxTitleLength + 1), CancellationToken.None)).Error!.Code);

    private async Task<ConversationStatus> StatusAsync(SendReceipt sent) =>
        (await _host.Get<GetConversation>().RunAsync(_ada, sent.ConversationId, CancellationToken.None)).Value!.Status;

    private async Task<TranscriptPage> PageAsync(Guid conversationId, Guid? before) =>
        (await _host.Get<ReadTranscript>().RunAsync(_ada, conversationId, 4, before, CancellationToken.None)).Value!;
}
