using AgentWeb.Core.Chat;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Chat;

/// <summary>Versions of messages: nothing is overwritten, and one path is shown.</summary>
public sealed class MessageTreeTests : IAsyncLifetime
{
    private ChatHost _host = null!;
    private Guid _ada;
    private SendReceipt _first = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync();
        _ada = await _host.AddUserAsync();
        _first = await AnsweredAsync(await _host.SendAsync(_ada, "question"), "answer");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Edit_Question_IsASiblingThatIsAnsweredAnew()
    {
        await AnsweredAsync(await _host.SendAsync(_ada, "follow-up", _first.ConversationId), "more");

        var edited = await _host.Get<EditMessage>().RunAsync(_ada, new(_first.UserMessageId, "better question"), CancellationToken.None);
        await AnsweredAsync(edited.Value!.Reply!, "better answer");

        Assert.Equal(["better question", "better answer"], await PathAsync());
        var siblings = (await _host.TranscriptAsync(_ada, _first.ConversationId))[0].Siblings;
        Assert.Equal([_first.UserMessageId, edited.Value.MessageId], siblings);
        Assert.Equal(6, await CountAsync());
    }

    [Fact]
    public async Task Edit_Reply_StandsAsItWasWrittenAndTheModelGetsIt()
    {
        var edited = await _host.Get<EditMessage>().RunAsync(_ada, new(_first.MessageId, "my answer"), CancellationToken.None);

        Assert.Null(edited.Value!.Reply);
        Assert.Equal(["question", "my answer"], await PathAsync());
        await _host.SendAsync(_ada, "next", _first.ConversationId);
        Assert.Equal(["question", "my answer", "next"], (await _host.Model.NextCallAsync()).Messages.Select(m => m.Text));
    }

    [Fact]
    public async Task Edit_EmptyForeignOrRunning_IsRefused()
    {
        var bob = await _host.AddUserAsync("bob@example.test");
        var running = await _host.SendAsync(_ada, "runs", _first.ConversationId);
        var edit = _host.Get<EditMessage>();

        Assert.Equal("message_empty", (await edit.RunAsync(_ada, new(_first.UserMessageId, " \n"), CancellationToken.None)).Error?.Code);
        Assert.Equal("message_too_long", (await edit.RunAsync(_ada, new(_first.UserMessageId, new string('x', 10_001)), CancellationToken.None)).Error?.Code);
        Assert.Equal("not_found", (await edit.RunAsync(bob, new(_first.UserMessageId, "x"), CancellationToken.None)).Error?.Code);
        Assert.Equal("reply_running", (await edit.RunAsync(_ada, new(running.MessageId, "x"), CancellationToken.None)).Error?.Code);
        Assert.Equal("model_unknown", (await edit.RunAsync(_ada, new(_first.UserMessageId, "x", "no/such"), CancellationToken.None)).Error?.Code);
        Assert.Equal(4, await CountAsync());
    }

    [Fact]
    public async Task Select_OtherVersion_ShowsItWithWhatHangsBelow()
    {
        await AnsweredAsync(await _host.SendAsync(_ada, "follow-up", _first.ConversationId), "more");
        var again = await _host.Get<RegenerateReply>().RunAsync(_ada, new(_first.MessageId), CancellationToken.None);
        await AnsweredAsync(again.Value!, "other answer");
        Assert.Equal(["question", "other answer"], await PathAsync());

        var selected = await _host.Get<SelectMessage>().RunAsync(_ada, _first.MessageId, CancellationToken.None);

        Assert.Equal(_first.ConversationId, selected.Value);
        Assert.Equal(["question", "answer", "follow-up", "more"], await PathAsync());
        var siblings = await _host.Get<ListSiblings>().RunAsync(_ada, _first.MessageId, CancellationToken.None);
        Assert.Equal([(_first.MessageId, true), (again.Value!.MessageId, false)], siblings.Value!.Select(s => (s.Id, s.IsActive)));
    }

    [Fact]
    public async Task Delete_Question_TakesWhatHangsBelowAndShowsTheSibling()
    {
        var edited = await _host.Get<EditMessage>().RunAsync(_ada, new(_first.UserMessageId, "better question"), CancellationToken.None);
        await AnsweredAsync(edited.Value!.Reply!, "better answer");

        var deleted = await _host.Get<DeleteMessage>().RunAsync(_ada, edited.Value!.MessageId, CancellationToken.None);

        Assert.True(deleted.Succeeded);
        Assert.Equal(["question", "answer"], await PathAsync());
        Assert.Equal(2, await CountAsync());
        await using var db = await _host.Contexts.CreateDbContextAsync();
        Assert.Equal(2, await db.Messages.CountAsync());
    }

    [Fact]
    public async Task Delete_WhileTheReplyRuns_StopsItFirst()
    {
        var running = await _host.SendAsync(_ada, "runs", _first.ConversationId);
        var call = await _host.Model.NextCallAsync();

        await _host.Get<DeleteMessage>().RunAsync(_ada, running.UserMessageId, CancellationToken.None);

        Assert.True(call.Closed.IsCompleted);
        Assert.Equal(["question", "answer"], await PathAsync());
        await using var db = await _host.Contexts.CreateDbContextAsync();
        Assert.False(await db.Jobs.AnyAsync(j => j.RunId == running.RunId));
    }

    [Fact]
    public async Task Everything_OfSomebodyElse_IsNotFound()
    {
        var bob = await _host.AddUserAsync("bob@example.test");

        Assert.Equal("not_found", (await _host.Get<SelectMessage>().RunAsync(bob, _first.MessageId, CancellationToken.None)).Error?.Code);
        Assert.Equal("not_found", (await _host.Get<DeleteMessage>().RunAsync(bob, _first.MessageId, CancellationToken.None)).Error?.Code);
        Assert.Equal("not_found", (await _host.Get<ListSiblings>().RunAsync(bob, _first.MessageId, CancellationToken.None)).Error?.Code);
        Assert.Equal("not_found", (await _host.Get<RemoveLastSegment>().RunAsync(bob, _first.MessageId, CancellationToken.None)).Error?.Code);
        Assert.Equal("not_found", (await _host.Get<RegenerateReply>().RunAsync(bob, new(_first.MessageId), CancellationToken.None)).Error?.Code);
        Assert.Equal(["question", "answer"], await PathAsync());
    }

    private async Task<IEnumerable<string>> PathAsync() => (await _host.TranscriptAsync(_ada, _first.ConversationId)).Select(m => m.Text);

    private async Task<int> CountAsync()
    {
        await using var db = await _host.Contexts.CreateDbContextAsync();
        return await db.Conversations.Where(c => c.Id == _first.ConversationId).Select(c => c.MessageCount).SingleAsync();
    }

    private async Task<SendReceipt> AnsweredAsync(SendReceipt sent, string answer)
    {
        (await _host.Model.NextCallAsync()).Say(answer).End();
        Assert.Equal(MessageStatus.Complete, (await _host.EndOfAsync(sent)).Status);
        return sent;
    }
}
