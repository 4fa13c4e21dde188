using AgentWeb.Core;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Operations;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Operations;

/// <summary>What an administrator does to the queue is done, told to whom it concerns, and written down.</summary>
public sealed class QueueActionTests : IAsyncLifetime
{
    private ChatHost _host = null!;
    private Guid _ada;
    private Guid _root;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync(("Queue:MaxConcurrency", "1"), ("Queue:NodeName", "here"));
        _ada = await _host.AddUserAsync();
        _root = await _host.AddUserAsync("root@example.test");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task KillRun_RunningReply_KeepsTheTextAndTellsTheOwnerWhoItWas()
    {
        var sent = await _host.SendAsync(_ada, "runs");
        (await _host.Model.NextCallAsync()).Say("so far");
        var log = _host.Get<RunRegistry>().Find(sent.RunId)!.Log;
        await Eventually.TrueAsync(() => log.Snapshot().Text.Length > 0, "there is text");

        CurrentActor.Set(new(_root, "root@example.test", "192.0.2.7"));
        await _host.Get<KillRun>().RunAsync(sent.RunId, Cancellation);

        var reply = await _host.MessageAsync(sent.MessageId);
        Assert.Equal((MessageStatus.Stopped, "so far", "stopped_by_administrator"), (reply.Status, reply.Text, reply.ErrorCode));
        Assert.StartsWith("An administrator stopped this reply.", reply.ErrorMessage, StringComparison.Ordinal);
        var done = Assert.IsType<DoneEvent>(await log.ReadFromAsync(after: null).LastAsync(Cancellation));
        Assert.Equal(("stopped", "cancelled", "stopped_by_administrator"), (done.Status, done.FinishReason, done.Notice?.Code));
        var entry = Assert.Single(await AuditAsync());
        Assert.Equal(
            (AuditActions.RunKilled, _root, "root@example.test", "192.0.2.7", "ada@example.test", PublicId.Format(PublicId.Job, sent.RunId)),
            (entry.Action, entry.ActorId, entry.Actor, entry.Address, entry.Target, entry.TargetId));
    }

    [Fact]
    public async Task StopRun_ByItsOwner_SaysNothingOfAnAdministrator()
    {
        var sent = await _host.SendAsync(_ada, "runs");
        await _host.Model.NextCallAsync();

        await _host.Get<StopRun>().RunAsync(_ada, new(sent.RunId), Cancellation);
        await _host.Get<KillRun>().RunAsync(sent.RunId, Cancellation); // It has ended.

        Assert.Null((await _host.MessageAsync(sent.MessageId)).ErrorCode);
        Assert.Empty(await AuditAsync());
    }

    [Fact]
    public async Task KillRun_OfADeadNode_EndsItAndIsWrittenDown()
    {
        await _host.Get<PauseQueue>().RunAsync(_root, paused: true, Cancellation);
        var sent = await _host.SendAsync(_ada, "ran elsewhere");
        await HeldByThereUntilAsync(TimeProvider.System.GetUtcNow().AddMinutes(5));
        var shown = Assert.Single((await _host.Get<ReadOperations>().RunAsync(new(), 0, Cancellation)).Jobs);
        Assert.Equal((JobState.Running, "there"), (shown.State, shown.Node));

        await HeldByThereUntilAsync(TimeProvider.System.GetUtcNow().AddMinutes(-1));
        var killed = await _host.Get<KillRun>().RunAsync(sent.RunId, Cancellation);

        Assert.Equal(MessageStatus.Stopped, killed.Value?.Status);
        var reply = await _host.MessageAsync(sent.MessageId);
        Assert.Equal((MessageStatus.Stopped, "stopped_by_administrator"), (reply.Status, reply.ErrorCode));
        Assert.Equal(JobState.Stopped, (await _host.JobAsync(sent.RunId)).State);
        Assert.Single(await AuditAsync(), entry => entry.Action == AuditActions.RunKilled);
    }

    [Fact]
    public async Task QueueActions_EachOnce_AreWrittenDown()
    {
        await _host.SendAsync(_ada, "runs");
        await _host.Model.NextCallAsync();
        var waiting = await _host.SendAsync(_ada, "waits");
        foreach (var paused in new[] { true, true, false })
        {
            await _host.Get<PauseQueue>().RunAsync(_root, paused, Cancellation);
        }

        await _host.Get<SetJobPriority>().RunAsync(waiting.RunId, JobPriority.Low, Cancellation);
        await _host.Get<SetJobPriority>().RunAsync(waiting.RunId, JobPriority.Low, Cancellation);
        Assert.True((await _host.Get<DrainNode>().RunAsync("here", draining: true, Cancellation)).Value);
        Assert.True((await _host.Get<ReadOperations>().RunAsync(new(), 0, Cancellation)).Nodes.Single().Draining);
        Assert.False((await _host.Get<DrainNode>().RunAsync("here", draining: false, Cancellation)).Value);
        Assert.Equal("not_found", (await _host.Get<DrainNode>().RunAsync("nowhere", draining: true, Cancellation)).Error?.Code);

        var entries = await AuditAsync();
        Assert.Equal(
            [AuditActions.QueuePaused, AuditActions.QueueResumed, AuditActions.PriorityChanged, AuditActions.NodeDraining, AuditActions.NodeResumed],
            entries.Select(e => e.Action));
        Assert.Equal(("ada@example.test", "Normal to Low, test/first"), (entries[2].Target, entries[2].Detail));
    }

    [Fact]
    public async Task ReadOperations_Filtered_ShowsThoseOnly()
    {
        var bob = await _host.AddUserAsync("bob@example.test");
        await _host.SendAsync(_ada, "runs");
        await _host.Model.NextCallAsync();
        await _host.SendAsync(_ada, "waits");
        var other = (await _host.Get<SendMessage>().RunAsync(bob, new("waits for another", ModelKey: "test/second"), Cancellation)).Value!;
        var read = _host.Get<ReadOperations>();

        Assert.Equal([JobState.Running], (await read.RunAsync(new(JobState.Running), 0, Cancellation)).Jobs.Select(j => j.State));
        Assert.Equal([other.RunId], (await read.RunAsync(new(ModelKey: "test/second"), 0, Cancellation)).Jobs.Select(j => j.RunId));
        var ofBob = await read.RunAsync(new(JobState.Queued, User: " BOB@"), 0, Cancellation);
        Assert.Equal([other.RunId], ofBob.Jobs.Select(j => j.RunId));
        Assert.Equal((2, 1, 1), (ofBob.Waiting, ofBob.Running, ofBob.Matching));
        Assert.Equal(["test/first", "test/second"], ofBob.Models.Select(m => m.ModelKey));
    }

    [Fact]
    public async Task ReadOperations_RunningReply_TellsHowItsTokensCome()
    {
        var sent = await _host.SendAsync(_ada, "runs");
        var call = await _host.Model.NextCallAsync();
        Assert.Equal(default, Assert.Single((await _host.Get<ReadOperations>().RunAsync(new(), 0, Cancellation)).Jobs).Pace);

        call.Say("one ");
        var log = _host.Get<RunRegistry>().Find(sent.RunId)!.Log;
        await Eventually.TrueAsync(() => log.Snapshot().Text.Length == 4, "the first token is there");
        call.Say("two ");
        await Eventually.TrueAsync(() => log.Snapshot().Text.Length == 8, "the second token is there");

        var pace = Assert.Single((await _host.Get<ReadOperations>().RunAsync(new(), 0, Cancellation)).Jobs).Pace;
        Assert.NotNull(pace.FirstTokenMs);
        Assert.True(pace.TokensPerSecond > 0, "No rate is told.");
    }

    private async Task HeldByThereUntilAsync(DateTimeOffset until)
    {
        await using var db = await _host.Contexts.CreateDbContextAsync(Cancellation);
        await db.Jobs.ExecuteUpdateAsync(
            set => set.SetProperty(j => j.State, JobState.Running).SetProperty(j => j.LeaseOwner, "there/1").SetProperty(j => j.LeaseUntil, until),
            Cancellation);
    }

    private async Task<List<AuditEntry>> AuditAsync()
    {
        await using var db = await _host.Contexts.CreateDbContextAsync(Cancellation);
        return await db.Audit.AsNoTracking().OrderBy(e => e.Seq).ToListAsync(Cancellation);
    }
}
