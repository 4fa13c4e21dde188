using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;

namespace AgentWeb.Tests.Chat;

public sealed class ContinueTests : IAsyncLifetime
{
    private ChatHost _host = null!;
    private Guid _ada;

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync();
        _ada = await _host.AddUserAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task RunAsync_ReplyAtItsLengthLimit_AddsASegment()
    {
        var sent = await CutOffAsync("The quick bro", "length");

        var again = await ContinueAsync(sent.MessageId);
        var call = await _host.Model.NextCallAsync();
        Assert.Equal(["Hello", "The quick bro"], call.Messages.SkipLast(1).Select(m => m.Text));
        Assert.Equal([ChatRole.User, ChatRole.Assistant, ChatRole.User], call.Messages.Select(m => m.Role));
        call.Say("br", "own fox").Count(10, 3).End();

        var reply = await _host.EndOfAsync(again);
        Assert.Equal((sent.MessageId, "The quick brown fox", MessageStatus.Complete, "stop"), (reply.Id, reply.Text, reply.Status, reply.FinishReason));
        Assert.Equal([(0, 13, "length"), (13, 6, "stop")], reply.Segments.Select(s => (s.Start, s.Length, s.FinishReason)));
        Assert.Equal(JobKind.Continuation, (await _host.JobAsync(again.RunId)).Kind);
        await using var db = await _host.Contexts.CreateDbContextAsync();
        var clicked = await db.ProductEvents.SingleAsync();
        Assert.Equal(("gen.continue_clicked", 13L), (clicked.Name, clicked.Value));
    }

    [Fact]
    public async Task RunAsync_Events_BeginWithTheLengthAndHoldOnlyWhatIsAdded()
    {
        var sent = await CutOffAsync("The quick bro", "length");
        var again = await ContinueAsync(sent.MessageId);
        (await _host.Model.NextCallAsync()).Say("wn fox").End();
        await _host.EndOfAsync(again);

        var log = await _host.Get<OpenRun>().RunAsync(_ada, again.RunId, CancellationToken.None);
        var events = await log.Value!.ReadFromAsync(after: null).ToListAsync();

        Assert.IsType<AcceptedEvent>(events[0]);
        Assert.Equal(13, Assert.IsType<ContinueStartedEvent>(events[1]).ContinuationFromLength);
        Assert.Equal("wn fox", string.Concat(events.OfType<TextEvent>().Select(e => e.Text)));
    }

    [Fact]
    public async Task RunAsync_StoppedAgain_CanBeContinuedAnyNumberOfTimes()
    {
        var sent = await CutOffAsync("one", "length");
        foreach (var text in (string[])[" two", " three"])
        {
            var again = await ContinueAsync(sent.MessageId);
            var call = await _host.Model.NextCallAsync();
            call.Say(text);
            await Eventually.TrueAsync(() => _host.Get<RunRegistry>().Find(again.RunId)!.Log.Snapshot().Text == text, "there is text");
            await _host.Get<StopRun>().RunAsync(_ada, new(RunId: again.RunId), CancellationToken.None);
        }

        var reply = await _host.MessageAsync(sent.MessageId);
        Assert.Equal(("one two three", MessageStatus.Stopped, 3), (reply.Text, reply.Status, reply.Segments.Count));
    }

    [Fact]
    public async Task RunAsync_FailsWithoutAWord_KeepsTheTextAndSaysWhy()
    {
        var sent = await CutOffAsync("one", "length");
        var again = await ContinueAsync(sent.MessageId);
        (await _host.Model.NextCallAsync()).Fail(new ModelException(ModelErrorCode.Quota, "Used up."));

        var reply = await _host.EndOfAsync(again);

        Assert.Equal(("one", MessageStatus.Interrupted, "upstream_quota", 1), (reply.Text, reply.Status, reply.ErrorCode, reply.Segments.Count));
        Assert.True(reply.CanContinue);
    }

    [Fact]
    public async Task RunAsync_WhileItWaitsOrRuns_IsRefusedTheSecondTime()
    {
        var sent = await CutOffAsync("one", "length");
        await ContinueAsync(sent.MessageId);

        var second = await _host.Get<ContinueReply>().RunAsync(_ada, new(sent.MessageId), CancellationToken.None);

        Assert.Equal("reply_running", second.Error?.Code);
    }

    [Fact]
    public async Task RunAsync_NothingToContinue_IsRefused()
    {
        var whole = await CutOffAsync("All of it.", "stop");
        var bob = await _host.AddUserAsync("bob@example.test");
        var useCase = _host.Get<ContinueReply>();

        Assert.Equal("nothing_to_continue", (await useCase.RunAsync(_ada, new(whole.MessageId), CancellationToken.None)).Error?.Code);
        Assert.Equal("not_found", (await useCase.RunAsync(_ada, new(whole.UserMessageId), CancellationToken.None)).Error?.Code);
        Assert.Equal("not_found", (await useCase.RunAsync(bob, new(whole.MessageId), CancellationToken.None)).Error?.Code);
        Assert.Equal("max_tokens_invalid", (await useCase.RunAsync(_ada, new(whole.MessageId, MaxOutputTokens: 0), CancellationToken.None)).Error?.Code);
    }

    [Fact]
    public async Task RemoveLastSegment_ContinuedReply_IsAsItWasBefore()
    {
        var sent = await CutOffAsync("one", "length");
        var again = await ContinueAsync(sent.MessageId);
        (await _host.Model.NextCallAsync()).Say(" two").End();
        await _host.EndOfAsync(again);

        var removed = await _host.Get<RemoveLastSegment>().RunAsync(_ada, sent.MessageId, CancellationToken.None);

        Assert.True(removed.Succeeded);
        var reply = await _host.MessageAsync(sent.MessageId);
        Assert.Equal(("one", MessageStatus.Complete, "length", 1), (reply.Text, reply.Status, reply.FinishReason, reply.Segments.Count));
        Assert.Equal("only_segment", (await _host.Get<RemoveLastSegment>().RunAsync(_ada, sent.MessageId, CancellationToken.None)).Error?.Code);
    }

    [Fact]
    public async Task RunAsync_EditedReply_GoesOnFromTheTextAsItStands()
    {
        var sent = await CutOffAsync("The quick bro", "length");
        var edited = await _host.Get<EditMessage>().RunAsync(_ada, new(sent.MessageId, "The slow gre"), CancellationToken.None);

        await ContinueAsync(edited.Value!.MessageId);

        Assert.Equal("The slow gre", (await _host.Model.NextCallAsync()).Messages[^2].Text);
    }

    private async Task<SendReceipt> CutOffAsync(string text, string finishReason)
    {
        var sent = await _host.SendAsync(_ada, "Hello");
        (await _host.Model.NextCallAsync()).Say(text).End(finishReason);
        await _host.EndOfAsync(sent);
        return sent;
    }

    private async Task<SendReceipt> ContinueAsync(Guid messageId)
    {
        var again = await _host.Get<ContinueReply>().RunAsync(_ada, new(messageId), CancellationToken.None);
        Assert.True(again.Succeeded, again.Error?.Message);
        return again.Value;
    }
}
