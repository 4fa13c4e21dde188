using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;

namespace AgentWeb.Tests.Chat;

public sealed class RunTests : IAsyncLifetime
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
    public async Task Run_ModelEnds_StoresTextUsageAndTimings()
    {
        var sent = await _host.SendAsync(_ada, "Hello");
        var call = await _host.Model.NextCallAsync();
        call.Think("Hm.").Say("Good ", "morning").Count(7, 3).End();

        var reply = await _host.EndOfAsync(sent);

        Assert.Equal((MessageStatus.Complete, "stop", "Good morning"), (reply.Status, reply.FinishReason, reply.Text));
        Assert.Equal((7L, 3L, false), (reply.Usage!.InputTokens, reply.Usage.OutputTokens, reply.Usage.Estimated));
        var segment = Assert.Single(reply.Segments);
        Assert.Equal((sent.RunId, 0, 12), (segment.RunId, segment.Start, segment.Length));
        Assert.Equal("Hm.", Assert.Single(reply.ContentBlocks).Text);
        var job = await _host.JobAsync(sent.RunId);
        Assert.Equal(JobState.Completed, job.State);
        Assert.True(job.EnqueuedAt <= job.StartedAt && job.StartedAt <= job.FirstTokenAt && job.FirstTokenAt <= job.FinishedAt);
    }

    [Fact]
    public async Task Run_Events_ComeInTheOrderOfTheContract()
    {
        var pause = _host.Get<PauseQueue>();
        await pause.RunAsync(_ada, paused: true, CancellationToken.None);
        var sent = await _host.SendAsync(_ada, "Hello");
        await pause.RunAsync(_ada, paused: false, CancellationToken.None);
        (await _host.Model.NextCallAsync()).Say("Good ", "morning").Count(7, 3).End("length");
        await _host.EndOfAsync(sent);

        var events = await EventsAsync(sent.RunId, after: null);

        Assert.IsType<AcceptedEvent>(events[0]);
        Assert.Equal(["queued", "processing"], events.OfType<StatusEvent>().Select(e => e.Status));
        Assert.Equal("Good morning", string.Concat(events.OfType<TextEvent>().Select(e => e.Text)));
        Assert.IsType<MetadataEvent>(events[^2]);
        Assert.Equal(("complete", "length"), (((DoneEvent)events[^1]).Status, ((DoneEvent)events[^1]).FinishReason));
        Assert.Equal(events.Select(e => e.Number).Order(), events.Select(e => e.Number));
    }

    [Fact]
    public async Task Run_ModelGetsHistoryInOrderAndTheTextLast()
    {
        var first = await _host.SendAsync(_ada, "one");
        (await _host.Model.NextCallAsync()).Say("first answer").End();
        await _host.EndOfAsync(first);
        await _host.SendAsync(_ada, "two\n\twith  spaces ", first.ConversationId);

        var call = await _host.Model.NextCallAsync();

        Assert.Equal(["one", "first answer", "two\n\twith  spaces "], call.Messages.Select(m => m.Text));
        Assert.Equal([ChatRole.User, ChatRole.Assistant, ChatRole.User], call.Messages.Select(m => m.Role));
    }

    [Fact]
    public async Task Stop_WhileStreaming_ClosesTheRequestAndKeepsTheText()
    {
        var sent = await _host.SendAsync(_ada, "Hello");
        var call = await _host.Model.NextCallAsync();
        call.Say("Good ");
        await TextArrivesAsync(sent, "Good ");

        var stopped = await StopAsync(new(RunId: sent.RunId));

        Assert.Equal(MessageStatus.Stopped, stopped.Status);
        Assert.True(call.Closed.IsCompleted, "Stop was acknowledged before the request was closed");
        var reply = await _host.MessageAsync(sent.MessageId);
        Assert.Equal((MessageStatus.Stopped, "cancelled", "Good "), (reply.Status, reply.FinishReason, reply.Text));
        Assert.Equal(JobState.Stopped, (await _host.JobAsync(sent.RunId)).State);
    }

    [Fact]
    public async Task Stop_ManyTimesAtOnceAndAfterTheEnd_IsHarmless()
    {
        var sent = await _host.SendAsync(_ada, "Hello");
        (await _host.Model.NextCallAsync()).Say("Good ");
        await TextArrivesAsync(sent, "Good ");

        var all = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => StopAsync(new(RunId: sent.RunId)))));
        var afterwards = await StopAsync(new(ConversationId: sent.ConversationId));

        Assert.All(all.Append(afterwards), receipt => Assert.Equal((sent.RunId, MessageStatus.Stopped), (receipt.RunId, receipt.Status)));
        Assert.Single((await EventsAsync(sent.RunId, after: null)).OfType<DoneEvent>());
    }

    [Fact]
    public async Task Stop_AfterItCompleted_GivesComplete()
    {
        var sent = await _host.SendAsync(_ada, "Hello");
        (await _host.Model.NextCallAsync()).Say("Good morning").End();
        await _host.EndOfAsync(sent);

        Assert.Equal(MessageStatus.Complete, (await StopAsync(new(RunId: sent.RunId))).Status);
    }

    [Fact]
    public async Task Stop_WhileQueued_NeverAsksTheModel()
    {
        await using var host = await ChatHost.StartAsync(("Queue:MaxConcurrency", "1"));
        var bob = await host.AddUserAsync("bob@example.test");
        var running = await host.SendAsync(bob, "runs");
        var call = await host.Model.NextCallAsync();
        var waiting = await host.SendAsync(bob, "waits");

        var stopped = await host.Get<StopRun>().RunAsync(bob, new(RunId: waiting.RunId), CancellationToken.None);
        call.Say("x").End();
        await host.EndOfAsync(running);

        Assert.Equal(MessageStatus.Stopped, stopped.Value!.Status);
        Assert.Equal(JobState.Stopped, (await host.JobAsync(waiting.RunId)).State);
        Assert.False(host.Model.HasUnreadCall);
    }

    [Fact]
    public async Task Stop_SomebodyElsesRun_IsNotFoundAndItRunsOn()
    {
        var bob = await _host.AddUserAsync("bob@example.test");
        var sent = await _host.SendAsync(_ada, "Hello");
        var call = await _host.Model.NextCallAsync();

        var refused = await _host.Get<StopRun>().RunAsync(bob, new(RunId: sent.RunId), CancellationToken.None);

        Assert.Equal("not_found", refused.Error!.Code);
        call.Say("done").End();
        Assert.Equal(MessageStatus.Complete, (await _host.EndOfAsync(sent)).Status);
    }

    [Fact]
    public async Task Run_ModelFailsBeforeText_IsAnErrorWithItsCode()
    {
        var sent = await _host.SendAsync(_ada, "Hello");
        (await _host.Model.NextCallAsync()).Fail(new ModelException(ModelErrorCode.Quota, "No credit is left."));

        var reply = await _host.EndOfAsync(sent);

        Assert.Equal((MessageStatus.Error, "upstream_quota", "No credit is left."), (reply.Status, reply.ErrorCode, reply.ErrorMessage));
        var last = Assert.IsType<ErrorEvent>((await EventsAsync(sent.RunId, after: null))[^1]);
        Assert.Equal(("error", "upstream_quota", false), (last.Status, last.Code, last.Retryable));
    }

    [Fact]
    public async Task Run_ModelFailsAfterText_IsInterruptedWithTheText()
    {
        var sent = await _host.SendAsync(_ada, "Hello");
        (await _host.Model.NextCallAsync()).Say("Good ").Fail(new ModelException(ModelErrorCode.Interrupted, "It broke off.") { Retryable = true });

        var reply = await _host.EndOfAsync(sent);

        Assert.Equal((MessageStatus.Interrupted, "Good "), (reply.Status, reply.Text));
        Assert.Equal(JobState.Interrupted, (await _host.JobAsync(sent.RunId)).State);
    }

    [Fact]
    public async Task Run_UnexpectedException_ShowsNoInternals()
    {
        var sent = await _host.SendAsync(_ada, "Hello");
        (await _host.Model.NextCallAsync()).Fail(new InvalidOperationException("secret detail"));

        var reply = await _host.EndOfAsync(sent);

        Assert.Equal("internal_error", reply.ErrorCode);
        Assert.DoesNotContain("secret", reply.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Runs:FirstTokenTimeout", null, "first_token_timeout", MessageStatus.Error)]
    [InlineData("Runs:IdleTimeout", "Good ", "idle_timeout", MessageStatus.Interrupted)]
    [InlineData("Runs:TotalTimeout", "Good ", "total_timeout", MessageStatus.Interrupted)]
    public async Task Run_TimeLimitPassed_EndsWithItsOwnCodeAndClosesTheRequest(string key, string? text, string code, MessageStatus status)
    {
        await using var host = await ChatHost.StartAsync((key, "00:00:00.2"));
        var user = await host.AddUserAsync();
        var sent = await host.SendAsync(user, "Hello");
        var call = await host.Model.NextCallAsync();
        if (text is not null)
        {
            call.Say(text);
        }

        var reply = await host.EndOfAsync(sent);

        Assert.Equal((status, code, text ?? ""), (reply.Status, reply.ErrorCode, reply.Text));
        Assert.True(call.Closed.IsCompleted);
    }

    [Fact]
    public async Task Run_ItsRowsAreDeletedMeanwhile_StillEndsForItsReaders()
    {
        var sent = await _host.SendAsync(_ada, "Hello");
        var call = await _host.Model.NextCallAsync();
        await using (var db = await _host.Contexts.CreateDbContextAsync())
        {
            await db.Conversations.ExecuteDeleteAsync();
        }

        call.Say("Good morning").End();

        var run = _host.Get<RunRegistry>().Find(sent.RunId)!;
        await run.Ended.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.True(run.Log.IsCompleted);
    }

    [Fact]
    public async Task Run_SurrogatePairInTwoTokens_ArrivesWhole()
    {
        var sent = await _host.SendAsync(_ada, "Hello");
        (await _host.Model.NextCallAsync()).Say("a\ud83d", "\ude00b").End();

        var reply = await _host.EndOfAsync(sent);

        Assert.Equal("a😀b", reply.Text);
        Assert.DoesNotContain((await EventsAsync(sent.RunId, after: null)).OfType<TextEvent>(), e => char.IsHighSurrogate(e.Text[^1]));
    }

    [Fact]
    public async Task Retry_AfterAnError_MakesASiblingThatTakesItsPlace()
    {
        var sent = await _host.SendAsync(_ada, "Hello");
        (await _host.Model.NextCallAsync()).Fail(new ModelException(ModelErrorCode.Server, "It failed."));
        await _host.EndOfAsync(sent);

        var retried = await _host.Get<RegenerateReply>().RunAsync(_ada, new(sent.MessageId, "test/second"), CancellationToken.None);
        var call = await _host.Model.NextCallAsync();
        call.Say("Now it works").End();
        await _host.EndOfAsync(retried.Value!);

        Assert.Equal("test/second", call.Model.Key);
        Assert.Equal("Hello", Assert.Single(call.Messages).Text);
        Assert.Equal(["Hello", "Now it works"], (await _host.TranscriptAsync(_ada, sent.ConversationId)).Select(m => m.Text));
        await using var db = await _host.Contexts.CreateDbContextAsync();
        Assert.Equal(3, (await db.Conversations.SingleAsync()).MessageCount);
        Assert.Equal(3, await db.Messages.CountAsync());
    }

    private async Task<StopReceipt> StopAsync(StopRunInput input)
    {
        var stopped = await _host.Get<StopRun>().RunAsync(_ada, input, CancellationToken.None);
        Assert.True(stopped.Succeeded, stopped.Error?.Message);
        return stopped.Value;
    }

    private Task TextArrivesAsync(SendReceipt sent, string text) => Eventually.TrueAsync(
        () => _host.Get<RunRegistry>().Find(sent.RunId)!.Log.Snapshot().Text == text, $"the text is '{text}'");

    private async Task<List<RunEvent>> EventsAsync(Guid runId, long? after)
    {
        var log = await _host.Get<OpenRun>().RunAsync(_ada, runId, CancellationToken.None);
        Assert.True(log.Succeeded);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await log.Value.ReadFromAsync(after, deadline.Token).ToListAsync(deadline.Token);
    }
}
