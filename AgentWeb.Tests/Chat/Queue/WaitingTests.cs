using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Startup;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Tests.Chat.Queue;

/// <summary>What people who wait are told, and what administrators can do about it.</summary>
public sealed class WaitingTests : IAsyncLifetime
{
    private ChatHost _host = null!;
    private Guid _ada;
    private Guid _bob;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync(("Queue:MaxConcurrency", "1"));
        _ada = await _host.AddUserAsync();
        _bob = await _host.AddUserAsync("bob@example.test");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Places_WhenTheOneBeforeStarts_ArePushedToWhoWaits()
    {
        await _host.SendAsync(_ada, "runs");
        var running = await _host.Model.NextCallAsync();
        var next = await _host.SendAsync(_bob, "next");
        var last = await _host.SendAsync(_ada, "last");
        Assert.Equal((1, 2), (next.Wait.Position, last.Wait.Position));
        var log = _host.Get<RunRegistry>().Find(last.RunId)!.Log;
        Assert.Equal(2, log.Place.Position);

        running.Say("ok").End();
        await _host.Model.NextCallAsync();

        await Eventually.TrueAsync(() => log.Place.Position == 1, "the last one is told that it is next");
        var told = await log.ReadFromAsync(after: null).Take(3).OfType<StatusEvent>().ToListAsync();
        Assert.Equal([2, 1], told.Select(s => s.QueuePosition));
        Assert.All(told, s => Assert.NotNull(s.EtaMs));
        Assert.Equal(1, _host.Get<QueuePositions>().Of(last.ConversationId));
    }

    [Fact]
    public async Task Estimate_RecentJobsOfTheModel_AreWhatItIsBuiltFrom()
    {
        await _host.SendAsync(_ada, "runs");
        await _host.Model.NextCallAsync();
        await using var db = await _host.Contexts.CreateDbContextAsync();
        var runs = await db.Jobs.SingleAsync();
        for (var i = 1; i <= 3; i++)
        {
            var start = runs.EnqueuedAt.AddHours(-i);
            db.Jobs.Add(new()
            {
                RunId = Guid.CreateVersion7(),
                OwnerId = _ada,
                ConversationId = runs.ConversationId,
                UserMessageId = runs.UserMessageId,
                MessageId = runs.MessageId,
                ModelKey = runs.ModelKey,
                State = JobState.Completed,
                StartedAt = start,
                FinishedAt = start.AddMinutes(i * 2),
            });
        }

        await db.SaveChangesAsync();
        var waiting = await _host.SendAsync(_bob, "waits for four minutes");
        var estimator = new WaitEstimator(_host.Model, _host.Get<IOptionsMonitor<QueueOptions>>(), TimeProvider.System); // Has read nothing yet.

        var wait = await new PlaceInQueue(_host.Contexts, estimator).RunAsync(waiting.RunId, CancellationToken.None);

        Assert.Equal(1, wait.Position);
        Assert.InRange(wait.Estimate.TotalMinutes, 3.5, 4);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3.2, 4)]
    [InlineData(41, 45)]
    [InlineData(61, 90)]
    [InlineData(610, 660)]
    public void Round_Estimates_AreNoMoreExactThanTheyAre(double seconds, double told) =>
        Assert.Equal(TimeSpan.FromSeconds(told), QueueWait.Round(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public async Task PauseQueue_UntilItIsResumed_NothingStarts()
    {
        await _host.Get<PauseQueue>().RunAsync(_ada, paused: true, CancellationToken.None);
        var sent = await _host.SendAsync(_ada, "waits");
        Assert.Equal(1, sent.Wait.Position);
        Assert.Null(await _host.Get<GenerationQueue>().TakeNextAsync(CancellationToken.None));
        Assert.True((await _host.Get<ReadQueue>().RunAsync(CancellationToken.None)).Paused);

        await _host.Get<PauseQueue>().RunAsync(_ada, paused: false, CancellationToken.None);

        (await _host.Model.NextCallAsync()).Say("ok").End();
        Assert.Equal("ok", (await _host.EndOfAsync(sent)).Text);
    }

    [Fact]
    public async Task SetJobPriority_WaitingJob_GoesFirstAtOnce()
    {
        await _host.SendAsync(_ada, "runs");
        var running = await _host.Model.NextCallAsync();
        await _host.SendAsync(_bob, "normal");
        var urgent = await _host.SendAsync(_ada, "urgent");

        var moved = await _host.Get<SetJobPriority>().RunAsync(urgent.RunId, JobPriority.High, CancellationToken.None);

        Assert.Equal((JobPriority.High, 1), (moved.Value!.Priority, moved.Value.Position));
        await Eventually.TrueAsync(() => _host.Get<RunRegistry>().Find(urgent.RunId)!.Log.Place.Position == 1, "the new place is told");
        running.Say("ok").End();
        Assert.Equal("urgent", (await _host.Model.NextCallAsync()).Messages[^1].Text);
    }

    [Fact]
    public async Task SetJobPriority_RunningOrUnknownJob_IsRefused()
    {
        var running = await _host.SendAsync(_ada, "runs");
        await _host.Model.NextCallAsync();
        var set = _host.Get<SetJobPriority>();

        Assert.Equal("job_not_waiting", (await set.RunAsync(running.RunId, JobPriority.High, CancellationToken.None)).Error?.Code);
        Assert.Equal("not_found", (await set.RunAsync(Guid.CreateVersion7(), JobPriority.High, CancellationToken.None)).Error?.Code);
    }

    [Fact]
    public async Task SetJobPriority_OfOrToTheBackground_IsRefused()
    {
        await _host.SendAsync(_ada, "runs");
        await _host.Model.NextCallAsync();
        var (reply, title) = (await _host.SendAsync(_bob, "waits"), await _host.SendAsync(_bob, "is a title"));
        await using var db = await _host.Contexts.CreateDbContextAsync();
        await db.Jobs.Where(j => j.RunId == title.RunId).ExecuteUpdateAsync(
            update => update.SetProperty(j => j.Kind, JobKind.Title).SetProperty(j => j.Priority, JobPriority.Background));
        var set = _host.Get<SetJobPriority>();

        foreach (var priority in new[] { JobPriority.Background, (JobPriority)7, (JobPriority)(-1) })
        {
            Assert.Equal("priority_invalid", (await set.RunAsync(reply.RunId, priority, CancellationToken.None)).Error?.Code);
        }

        Assert.Equal("priority_invalid", (await set.RunAsync(title.RunId, JobPriority.High, CancellationToken.None)).Error?.Code);
        Assert.Equal(JobPriority.Normal, (await _host.JobAsync(reply.RunId)).Priority);
        Assert.Equal(JobPriority.Background, (await _host.JobAsync(title.RunId)).Priority);
    }

    [Fact]
    public async Task ReadQueue_RunningAndWaiting_ShowsBothWithPlaces()
    {
        var running = await _host.SendAsync(_ada, "runs");
        await _host.Model.NextCallAsync();
        var waiting = await _host.SendAsync(_bob, "waits");

        var jobs = (await _host.Get<ReadQueue>().RunAsync(CancellationToken.None)).Jobs;

        Assert.Equal(
            [(running.RunId, "ada@example.test", JobState.Running, 0), (waiting.RunId, "bob@example.test", JobState.Queued, 1)],
            jobs.Select(j => (j.RunId, j.User, j.State, j.Position)));
    }

    [Fact]
    public async Task KillRun_OfSomebodyElse_StopsItAsItsOwnerWould()
    {
        var sent = await _host.SendAsync(_ada, "runs");
        var call = await _host.Model.NextCallAsync();
        call.Say("so far");
        await Eventually.TrueAsync(() => _host.Get<RunRegistry>().Find(sent.RunId)!.Log.Snapshot().Text.Length > 0, "there is text");

        var killed = await _host.Get<KillRun>().RunAsync(sent.RunId, CancellationToken.None);

        Assert.Equal(MessageStatus.Stopped, killed.Value!.Status);
        Assert.True(call.Closed.IsCompleted);
        Assert.Equal("so far", (await _host.MessageAsync(sent.MessageId)).Text);
    }

    [Fact]
    public async Task QueueTimeouts_WaitedTooLong_EndsWithTheSentence()
    {
        await _host.SendAsync(_ada, "runs");
        await _host.Model.NextCallAsync();
        var late = await _host.SendAsync(_bob, "waits");
        var patient = await _host.SendAsync(_bob, "waits less long");
        await using var db = await _host.Contexts.CreateDbContextAsync();
        await db.Jobs.Where(j => j.RunId == late.RunId)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.WaitingSince, Now.AddMinutes(-11)));

        var reply = await _host.EndOfAsync(late);

        Assert.Equal((MessageStatus.Error, "queue_timeout"), (reply.Status, reply.ErrorCode));
        Assert.Contains("10 minutes", reply.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(JobState.Queued, (await _host.JobAsync(patient.RunId)).State);
    }

    [Fact]
    public async Task Leases_WhileAJobRuns_AreRenewed()
    {
        var sent = await _host.SendAsync(_ada, "runs");
        await _host.Model.NextCallAsync();
        await using var db = await _host.Contexts.CreateDbContextAsync();
        await db.Jobs.ExecuteUpdateAsync(set => set.SetProperty(j => j.LeaseUntil, Now.AddMinutes(-1)));

        await _host.Get<LeaseKeeper>().RunOnceAsync(CancellationToken.None);

        var job = await _host.JobAsync(sent.RunId);
        Assert.Equal(JobState.Running, job.State);
        Assert.True(job.LeaseUntil > Now);
        Assert.Equal(_host.Get<NodeIdentity>().Owner, job.LeaseOwner);
    }

    [Theory]
    [InlineData("", JobState.Queued)]
    [InlineData("so far", JobState.Interrupted)]
    public async Task Leases_OfADeadNode_AreSettledWhenTheyRunOut(string text, JobState settled)
    {
        await _host.Get<PauseQueue>().RunAsync(_ada, paused: true, CancellationToken.None);
        var sent = await _host.SendAsync(_ada, "was running elsewhere");
        await using var db = await _host.Contexts.CreateDbContextAsync();
        await db.Jobs.ExecuteUpdateAsync(set => set
            .SetProperty(j => j.State, JobState.Running).SetProperty(j => j.LeaseOwner, "elsewhere/1")
            .SetProperty(j => j.LeaseUntil, Now.AddMinutes(1)));
        if (text.Length > 0)
        {
            db.RunTextChunks.Add(new() { JobSeq = (await _host.JobAsync(sent.RunId)).Seq, Text = text });
            await db.SaveChangesAsync();
        }

        await _host.Get<LeaseKeeper>().RunOnceAsync(CancellationToken.None);
        Assert.Equal(JobState.Running, (await _host.JobAsync(sent.RunId)).State);
        await db.Jobs.ExecuteUpdateAsync(set => set.SetProperty(j => j.LeaseUntil, Now.AddSeconds(-1)));
        await _host.Get<LeaseKeeper>().RunOnceAsync(CancellationToken.None);

        var job = await _host.JobAsync(sent.RunId);
        Assert.Equal((settled, (string?)null), (job.State, job.LeaseOwner));
        Assert.Equal(text, (await _host.MessageAsync(sent.MessageId)).Text);
    }
}
