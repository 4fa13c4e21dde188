using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Chat.Usage;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using AgentWeb.Core.Operations.Usage;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Operations;

/// <summary>What runs used is added up as they end, and stays when they are gone.</summary>
public sealed class UsageTests : IAsyncLifetime
{
    private ChatHost _host = null!;
    private Guid _ada;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static UsageQuery Today => UsageQuery.LastDays(1, TimeProvider.System.GetUtcNow());

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync(("Queue:MaxConcurrency", "8"), ("Queue:MaxPerUser", "8"));
        _host.Model.Models[0] = _host.Model.Models[0] with { InputPrice = 2, OutputPrice = 10 };
        _ada = await _host.AddUserAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task FinishRun_EveryKindOfEnd_IsCountedWithTokensAndCost()
    {
        var complete = await _host.SendAsync(_ada, "complete");
        (await _host.Model.NextCallAsync()).Say("one ", "two").Count(1000, 200).End();
        await _host.EndOfAsync(complete);
        var stopped = await _host.SendAsync(_ada, "stopped", complete.ConversationId);
        (await _host.Model.NextCallAsync()).Say("some");
        await _host.Get<StopRun>().RunAsync(_ada, new(stopped.RunId), Cancellation);
        var failed = await _host.SendAsync(_ada, "fails");
        (await _host.Model.NextCallAsync()).Fail(new ModelException(ModelErrorCode.ContextTooLong, "Too long."));
        await _host.EndOfAsync(failed);
        await _host.Get<ContinueReply>().RunAsync(_ada, new(stopped.MessageId), Cancellation);
        (await _host.Model.NextCallAsync()).Say(" and the rest").Count(30, 3).End();
        await Eventually.TrueAsync(async () => (await _host.MessageAsync(stopped.MessageId)).Status == MessageStatus.Complete, "the continuation ends");

        var report = await _host.Get<ReadUsage>().RunAsync(Today, Cancellation);

        var used = report.Whole;
        Assert.Equal((4, 4, 2, 1, 1, 1, 1), (used.Requests, used.Replies, used.Completed, used.Continuations, used.ContinuationsCompleted, used.Stopped, used.Failed));
        Assert.Equal((0.25, 1.0, 0.25), (used.StoppedShare, used.ContinuationSuccess, used.ContinuedShare));
        var job = await _host.JobAsync(complete.RunId);
        Assert.Equal((1000, 200, 4000), (job.InputTokens, job.OutputTokens, job.CostMicros));
        await using var db = await _host.Contexts.CreateDbContextAsync(Cancellation);
        Assert.Equal(await db.Jobs.SumAsync(j => j.CostMicros ?? 0, Cancellation), used.CostMicros);
        Assert.Equal(await db.Jobs.SumAsync(j => (j.InputTokens ?? 0) + (j.OutputTokens ?? 0), Cancellation), used.InputTokens + used.OutputTokens);
        Assert.NotNull(report.FirstToken.P50);
        Assert.NotNull(report.Wait.P95);
        Assert.Equal("ada@example.test", Assert.Single(report.Users).User);

        await db.Conversations.ExecuteDeleteAsync(Cancellation);
        await db.Users.ExecuteDeleteAsync(Cancellation);
        var later = await _host.Get<ReadUsage>().RunAsync(Today, Cancellation);
        Assert.Equal(used, later.Whole);
        Assert.Null(Assert.Single(later.Users).User);
    }

    [Fact]
    public async Task FinishRun_ManyAtOnce_AreAllCounted()
    {
        var sent = new List<SendReceipt>();
        for (var i = 0; i < 8; i++)
        {
            sent.Add(await _host.SendAsync(_ada, $"job {i}"));
        }

        var calls = new List<ScriptedCall>();
        for (var i = 0; i < 8; i++)
        {
            calls.Add(await _host.Model.NextCallAsync());
        }

        await Task.WhenAll(calls.Select(call => Task.Run(() => call.Say("ok").Count(10, 1).End(), Cancellation)));
        foreach (var one in sent)
        {
            await _host.EndOfAsync(one);
        }

        var used = (await _host.Get<ReadUsage>().RunAsync(Today, Cancellation)).Whole;
        Assert.Equal((8, 8, 80, 8), (used.Requests, used.Completed, used.InputTokens, used.OutputTokens));
    }

    [Fact]
    public async Task CountUsage_AnotherTransactionMadeTheRow_AddsToIt()
    {
        var sent = await _host.SendAsync(_ada, "runs");
        await _host.Model.NextCallAsync();
        var job = await _host.JobAsync(sent.RunId);
        var run = RunIdentity.From(job);
        var now = TimeProvider.System.GetUtcNow();
        var result = RunResult.NotStarted(RunOutcome.Completed("stop")) with { Usage = new() { InputTokens = 5, OutputTokens = 7 } };
        var count = new CountUsage();

        await Parallel.ForEachAsync(Enumerable.Range(0, 20), Cancellation, async (_, cancellationToken) =>
        {
            await using var db = await _host.Contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await count.RunAsync(db, run, new(job.ModelKey, job.WaitingSince, job.StartedAt, 1), result, now, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        });

        var used = (await _host.Get<ReadUsage>().RunAsync(Today, Cancellation)).Whole;
        Assert.Equal((20, 100, 140, 20), (used.Requests, used.InputTokens, used.OutputTokens, used.CostMicros));
    }

    [Fact]
    public async Task ReadUsage_PeriodUserAndModel_LeaveTheRestOut()
    {
        var bob = await _host.AddUserAsync("bob@example.test");
        var today = Today.To;
        await using (var db = await _host.Contexts.CreateDbContextAsync(Cancellation))
        {
            foreach (var (user, model, day) in new[] { (_ada, "a/one", 0), (_ada, "a/two", 0), (bob, "a/one", 0), (_ada, "a/one", 3), (_ada, "a/one", 40) })
            {
                db.UsageDays.Add(new() { Day = today.AddDays(-day), OwnerId = user, ModelKey = model, Requests = 1, Replies = 1, Completed = 1, InputTokens = 100, OutputTokens = 10 });
            }

            await db.SaveChangesAsync(Cancellation);
        }

        var read = _host.Get<ReadUsage>();
        var week = UsageQuery.LastDays(7, TimeProvider.System.GetUtcNow());

        var whole = await read.RunAsync(week, Cancellation);
        Assert.Equal((4, 7), (whole.Whole.Requests, whole.Days.Count));
        Assert.Equal([1, 3], whole.Days.Select(d => d.Used.Requests).Where(r => r > 0));
        Assert.Equal(["a/one", "a/two"], whole.Models.Select(m => m.ModelKey));
        Assert.Equal(["ada@example.test", "bob@example.test"], whole.Users.Select(u => u.User));
        Assert.Equal(1, (await read.RunAsync(week with { OwnerId = bob }, Cancellation)).Whole.Requests);
        Assert.Equal(1, (await read.RunAsync(week with { ModelKey = "a/two" }, Cancellation)).Whole.Requests);
        Assert.Equal(5, (await read.RunAsync(UsageQuery.LastDays(90, TimeProvider.System.GetUtcNow()), Cancellation)).Whole.Requests);
        var lines = await _host.Get<ExportUsage>().RunAsync(week with { OwnerId = bob }, Cancellation).ToListAsync(Cancellation);
        Assert.Equal([$"{today:yyyy-MM-dd},bob@example.test,a/one,1,1,1,0,0,0,0,0,100,10,0\r\n"], lines.Skip(1));
    }

    [Fact]
    public async Task RollUp_MonthsThatAreOver_AreReadFromThere()
    {
        var (bob, today) = (await _host.AddUserAsync("bob@example.test"), Today.To);
        var thisMonth = new DateOnly(today.Year, today.Month, 1);
        await using var db = await _host.Contexts.CreateDbContextAsync(Cancellation);
        for (var day = thisMonth.AddMonths(-3); day <= today; day = day.AddDays(1))
        {
            db.UsageDays.Add(new() { Day = day, OwnerId = _ada, ModelKey = "a/one", Requests = 1, Replies = 1, Completed = 1, InputTokens = 100 });
            db.UsageDays.Add(new() { Day = day, OwnerId = bob, ModelKey = "a/two", Requests = 2, Replies = 2, Completed = 2, CostMicros = 5 });
        }

        await db.SaveChangesAsync(Cancellation);
        UsageQuery[] periods =
        [
            new(thisMonth.AddMonths(-3), today), new(thisMonth.AddMonths(-3).AddDays(1), today.AddDays(-3)), new(thisMonth.AddMonths(-2), thisMonth.AddDays(-1)),
            new(thisMonth.AddMonths(-2), thisMonth.AddDays(-2)), new(thisMonth.AddMonths(-2).AddDays(9), thisMonth.AddMonths(-2).AddDays(11)),
            new(thisMonth.AddMonths(-3), today, OwnerId: bob), new(thisMonth.AddMonths(-3), today, ModelKey: "a/one"),
        ];
        var before = await ReadAllAsync();

        await _host.Get<RollUpUsage>().RunOnceAsync(Cancellation);
        await _host.Get<RollUpUsage>().RunOnceAsync(Cancellation);

        Assert.Equal(before, await ReadAllAsync());
        var closed = today.Day > ReadUsage.OpenDays ? 3 : 2;
        Assert.Equal(closed * 2, await db.UsageMonths.CountAsync(Cancellation));

        // The days of a month that is over are not read for people any more, which is what makes a year quick.
        await db.UsageDays.Where(u => u.Day < thisMonth.AddMonths(-1) && u.OwnerId == bob).ExecuteDeleteAsync(Cancellation);
        Assert.Equal(before[0].Users, (await ReadAllAsync())[0].Users);

        async Task<List<(string Users, string Models, int Days)>> ReadAllAsync()
        {
            var all = new List<(string, string, int)>();
            foreach (var period in periods)
            {
                var report = await new ReadUsage(_host.Contexts).RunAsync(period, Cancellation);
                all.Add((string.Join(' ', report.Users), string.Join(' ', report.Models), report.Days.Count));
            }

            return all;
        }
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@x,y", "\"'@x,y\"")]
    public void Field_OfText_IsNeverReadAsAnythingElse(string text, string field) => Assert.Equal(field, ExportUsage.Field(text));

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(2.0, null, 2_000L)]
    [InlineData(0.15, 0.6, 270L)]
    public void TokenCost_Prices_AreOfAMillionTokens(double? input, double? output, long? micros) => Assert.Equal(
        micros,
        TokenCost.InMicros(
            ScriptedModel.Describe("x") with { InputPrice = (decimal?)input, OutputPrice = (decimal?)output }, new() { InputTokens = 1000, OutputTokens = 200 }));
}
