using AgentWeb.Core.Accounts;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Startup;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Chat;

/// <summary>Two nodes on one database: what runs on one is stopped from the other, also when the one is dead.</summary>
public sealed class StopOnOtherNodeTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private ChatHost _here = null!;
    private ChatHost _there = null!;
    private Guid _ada;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        _here = await ChatHost.StartOnAsync(_database, ("Queue:NodeName", "here"));
        _there = await ChatHost.StartOnAsync(_database, ("Queue:NodeName", "there"));
        _ada = await _here.AddUserAsync();
        Assert.True((await _here.Get<DrainNode>().RunAsync("here", draining: true, Cancellation)).Value); // The other one writes the replies.
    }

    public async ValueTask DisposeAsync()
    {
        await _here.DisposeAsync();
        await _there.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task StopRun_RunOfAnotherNode_ClosesTheRequestThereAndKeepsTheText()
    {
        var (sent, call) = await RunsThereAsync("so far");
        var known = (await _here.Get<OpenRun>().RunAsync(_ada, sent.RunId, Cancellation)).Value!;

        var stopped = await _here.Get<StopRun>().RunAsync(_ada, new(sent.RunId), Cancellation);

        Assert.Equal(MessageStatus.Stopped, stopped.Value?.Status);
        Assert.True(call.Closed.IsCompleted);
        var reply = await _here.MessageAsync(sent.MessageId);
        Assert.Equal((MessageStatus.Stopped, "so far", (string?)null), (reply.Status, reply.Text, reply.ErrorCode));
        var last = Assert.IsType<DoneEvent>(await known.ReadFromAsync(after: null, Cancellation).LastAsync(Cancellation));
        Assert.Equal(("stopped", "cancelled"), (last.Status, last.FinishReason));
        Assert.Equal("so far", known.Snapshot().Text);
    }

    [Fact]
    public async Task StopRun_RunOfAnotherNodeThatNobodyReadsHere_TellsWhoWatchesAndWakesTheQueue()
    {
        var (sent, _) = await RunsThereAsync("so far");
        using var watch = _here.Get<ConversationChanges>().Watch(_ada);
        var before = _here.Get<QueueSignal>().Version;

        Assert.True((await _here.Get<StopRun>().RunAsync(_ada, new(sent.RunId), Cancellation)).Succeeded);

        Assert.Equal([sent.ConversationId], watch.Take());
        Assert.True(_here.Get<QueueSignal>().Version > before, "The slot is free, and nobody was told.");
    }

    [Fact]
    public async Task StopRun_HeldHereAndNotWritten_SaysSoInsteadOfWaitingForEver()
    {
        var sent = await DeadAsync(text: "");
        await HeldUntilAsync(Now.AddMinutes(5), _here.Get<NodeIdentity>().Owner);

        var pending = await _here.Get<StopRun>().RunAsync(_ada, new(sent.RunId), because: null, patience: TimeSpan.Zero, Cancellation)
            .WaitAsync(TimeSpan.FromSeconds(20), Cancellation);

        Assert.Equal("stop_pending", pending.Error?.Code);
        Assert.Equal("stopped", (await _here.JobAsync(sent.RunId)).StopCode);
    }

    [Fact]
    public async Task KillRun_AdministratorLeavesMeanwhile_IsWrittenDown()
    {
        var sent = await DeadAsync(text: "");
        using var administrator = new CancellationTokenSource();
        var kill = _here.Get<KillRun>().RunAsync(sent.RunId, administrator.Token);
        await Eventually.TrueAsync(async () => (await _here.JobAsync(sent.RunId)).StopCode is not null, "the stop is in the row of the job");

        await administrator.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => kill);
        await using var db = await _here.Contexts.CreateDbContextAsync(Cancellation);
        Assert.Equal(1, await db.Audit.CountAsync(entry => entry.Action == AuditActions.RunKilled, Cancellation));
    }

    [Fact]
    public async Task KillRun_RunOfAnotherNode_TellsItsOwnerWhoItWas()
    {
        var (sent, call) = await RunsThereAsync("so far");

        Assert.Equal(MessageStatus.Stopped, (await _here.Get<KillRun>().RunAsync(sent.RunId, Cancellation)).Value?.Status);

        Assert.True(call.Closed.IsCompleted);
        Assert.Equal("stopped_by_administrator", (await _there.EndOfAsync(sent)).ErrorCode);
    }

    [Fact]
    public async Task ReleaseAsync_AccountWhoseReplyAnotherNodeWrites_ComesToAnEnd()
    {
        var (sent, call) = await RunsThereAsync("so far");

        foreach (var part in _here.Services.GetServices<IAccountData>())
        {
            await part.ReleaseAsync(_ada, Cancellation);
        }

        Assert.True(call.Closed.IsCompleted);
        Assert.Equal(JobState.Stopped, (await _here.JobAsync(sent.RunId)).State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("so far")]
    public async Task StopRun_NodeDoesNotAnswer_SaysSoAndHoldsWhenItIsFoundDead(string text)
    {
        var sent = await DeadAsync(text);

        var pending = await _here.Get<StopRun>().RunAsync(_ada, new(sent.RunId), because: null, patience: TimeSpan.Zero, Cancellation);

        Assert.Equal("stop_pending", pending.Error?.Code);
        var job = await _here.JobAsync(sent.RunId);
        Assert.Equal((JobState.Running, "stopped"), (job.State, job.StopCode));
        await HeldUntilAsync(Now.AddSeconds(-1));
        await _here.Get<LeaseKeeper>().RunOnceAsync(Cancellation);
        var reply = await _here.MessageAsync(sent.MessageId);
        Assert.Equal((MessageStatus.Stopped, text, (string?)null), (reply.Status, reply.Text, reply.ErrorCode));
        Assert.Equal(JobState.Stopped, (await _here.JobAsync(sent.RunId)).State);
    }

    [Fact]
    public async Task RequeueAsync_JobThatIsToBeStopped_DoesNotWaitAgain()
    {
        var sent = await DeadAsync(text: "");
        await using var db = await _here.Contexts.CreateDbContextAsync(Cancellation);
        await db.Jobs.ExecuteUpdateAsync(set => set.SetProperty(j => j.StopCode, "stopped"), Cancellation);

        Assert.False(await db.RequeueAsync(RunIdentity.From(await _here.JobAsync(sent.RunId)), "dead/1", Now, Cancellation));

        Assert.Equal(JobState.Running, (await _here.JobAsync(sent.RunId)).State);
    }

    /// <summary>A reply that the other node writes, with this text so far.</summary>
    private async Task<(SendReceipt Sent, ScriptedCall Call)> RunsThereAsync(string text)
    {
        var sent = await _there.SendAsync(_ada, "Hello");
        var call = await _there.Model.NextCallAsync();
        call.Say(text);
        await Eventually.TrueAsync(() => _there.Get<RunRegistry>().Find(sent.RunId)!.Log.Snapshot().Text == text, "the text is there");
        return (sent, call);
    }

    /// <summary>A reply that a third node held, of which nothing is heard any more.</summary>
    private async Task<SendReceipt> DeadAsync(string text)
    {
        await _here.Get<PauseQueue>().RunAsync(_ada, paused: true, Cancellation);
        var sent = await _here.SendAsync(_ada, "Hello");
        await HeldUntilAsync(Now.AddMinutes(5));
        await using var db = await _here.Contexts.CreateDbContextAsync(Cancellation);
        if (text.Length > 0)
        {
            db.RunTextChunks.Add(new() { JobSeq = (await _here.JobAsync(sent.RunId)).Seq, Text = text });
            await db.SaveChangesAsync(Cancellation);
        }

        return sent;
    }

    private async Task HeldUntilAsync(DateTimeOffset until, string owner = "dead/1")
    {
        await using var db = await _here.Contexts.CreateDbContextAsync(Cancellation);
        await db.Jobs.ExecuteUpdateAsync(
            set => set.SetProperty(j => j.State, JobState.Running).SetProperty(j => j.LeaseOwner, owner).SetProperty(j => j.LeaseUntil, until),
            Cancellation);
    }
}
