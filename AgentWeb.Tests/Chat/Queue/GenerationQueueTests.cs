using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Chat.Queue;

public sealed class GenerationQueueTests
{
    [Fact]
    public async Task Worker_OneSlot_RunsInOrderOfArrival()
    {
        await using var host = await ChatHost.StartAsync(("Queue:MaxConcurrency", "1"));
        var ada = await host.AddUserAsync();
        string[] texts = ["one", "two", "three"];
        var sent = new List<SendReceipt>();
        foreach (var text in texts)
        {
            sent.Add(await host.SendAsync(ada, text));
        }

        foreach (var (text, receipt) in texts.Zip(sent))
        {
            var call = await host.Model.NextCallAsync();
            Assert.Equal(text, call.Messages[^1].Text);
            Assert.False(host.Model.HasUnreadCall, "A second job ran beside it");
            call.Say("ok").End();
            await host.EndOfAsync(receipt);
        }
    }

    [Fact]
    public async Task Worker_UserAtTheirLimit_LetsOthersPass()
    {
        await using var host = await ChatHost.StartAsync(("Queue:MaxPerUser", "1"));
        var ada = await host.AddUserAsync();
        var bob = await host.AddUserAsync("bob@example.test");
        await host.SendAsync(ada, "ada's first");
        var first = await host.Model.NextCallAsync();
        await host.SendAsync(ada, "ada's second");
        await host.SendAsync(bob, "bob's first");

        Assert.Equal("bob's first", (await host.Model.NextCallAsync()).Messages[^1].Text);
        Assert.False(host.Model.HasUnreadCall, "Ada has two runs at once");
        first.Say("ok").End();
        Assert.Equal("ada's second", (await host.Model.NextCallAsync()).Messages[^1].Text);
    }

    [Fact]
    public async Task Worker_ModelAtItsLimit_RunsOtherModels()
    {
        await using var host = await ChatHost.StartAsync();
        host.Model.Models[0] = ScriptedModel.Describe("first", maxConcurrency: 1);
        var ada = await host.AddUserAsync();
        var bob = await host.AddUserAsync("bob@example.test");
        await host.SendAsync(ada, "takes the model");
        var taken = await host.Model.NextCallAsync();
        await host.SendAsync(bob, "waits for the model");
        await host.Get<SendMessage>().RunAsync(bob, new("takes the other", ModelKey: "test/second"), CancellationToken.None);

        Assert.Equal("takes the other", (await host.Model.NextCallAsync()).Messages[^1].Text);
        Assert.False(host.Model.HasUnreadCall, "The model runs two at once");
        taken.Say("ok").End();
        Assert.Equal("waits for the model", (await host.Model.NextCallAsync()).Messages[^1].Text);
    }

    [Fact]
    public async Task Worker_SameConversation_AnswersOneAfterTheOther()
    {
        await using var host = await ChatHost.StartAsync();
        var ada = await host.AddUserAsync();
        var first = await host.SendAsync(ada, "one");
        var call = await host.Model.NextCallAsync();
        await host.SendAsync(ada, "two", first.ConversationId);
        await host.SendAsync(ada, "elsewhere");

        Assert.Equal("elsewhere", (await host.Model.NextCallAsync()).Messages[^1].Text);
        call.Say("answer to one").End();
        var second = await host.Model.NextCallAsync();
        Assert.Equal(["one", "answer to one", "two"], second.Messages.Select(m => m.Text));
    }

    [Fact]
    public async Task TakeNextAsync_MoreUrgent_GoesFirst()
    {
        await using var host = await ChatHost.StartAsync(("Queue:MaxConcurrency", "1"));
        var ada = await host.AddUserAsync();
        await host.SendAsync(ada, "runs");
        var running = await host.Model.NextCallAsync();
        await host.SendAsync(ada, "normal");
        var urgent = await host.SendAsync(ada, "urgent");
        await using (var db = await host.Contexts.CreateDbContextAsync())
        {
            await db.Jobs.Where(j => j.RunId == urgent.RunId).ExecuteUpdateAsync(set => set.SetProperty(j => j.Priority, JobPriority.High));
        }

        running.Say("ok").End();

        Assert.Equal("urgent", (await host.Model.NextCallAsync()).Messages[^1].Text);
    }

    [Fact]
    public async Task PlaceInQueue_EachJob_HasItsPlaceAndAnEstimateThatGrowsWithIt()
    {
        await using var host = await ChatHost.StartAsync(("Queue:MaxConcurrency", "1"));
        var ada = await host.AddUserAsync();
        var running = await host.SendAsync(ada, "runs");
        await host.Model.NextCallAsync();
        var second = await host.SendAsync(ada, "second");
        var third = await host.SendAsync(ada, "third");
        var place = host.Get<PlaceInQueue>();

        var waits = new[]
        {
            await place.RunAsync(running.RunId, CancellationToken.None),
            await place.RunAsync(second.RunId, CancellationToken.None),
            await place.RunAsync(third.RunId, CancellationToken.None),
        };

        Assert.Equal([0, 1, 2], waits.Select(w => w.Position));
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40)], waits.Select(w => w.Estimate));
    }

    [Fact]
    public async Task TakeNextAsync_LastThatWaits_SaysThatNobodyNeedsToLookAgain()
    {
        await using var host = await ChatHost.StartAsync();
        await host.StopAsync(); // No worker but this test.
        var ada = await host.AddUserAsync();
        var bob = await host.AddUserAsync("bob@example.test");
        await host.SendAsync(ada, "one");
        await host.SendAsync(ada, "two");
        await host.SendAsync(bob, "three");

        var queue = host.Get<GenerationQueue>();
        var more = new List<bool>();
        while (await queue.TakeNextAsync(CancellationToken.None) is { } job)
        {
            more.Add(job.MoreWait);
        }

        Assert.Equal([true, true, false], more);
    }

    [Fact]
    public async Task TakeNextAsync_ManyWorkersAtOnce_NeverGiveAJobTwice()
    {
        await using var host = await ChatHost.StartAsync(("Queue:MaxConcurrency", "1000"), ("Queue:MaxPerUser", "1000"), ("Queue:MaxQueuedPerUser", "1000"));
        await host.StopAsync(); // No worker but this test.
        var ada = await host.AddUserAsync();
        for (var i = 0; i < 20; i++)
        {
            await host.SendAsync(ada, "hello");
        }

        var queue = host.Get<GenerationQueue>();
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var mine = new List<long>();
            while (await queue.TakeNextAsync(CancellationToken.None) is { } job)
            {
                mine.Add(job.Identity.JobSeq);
            }

            return mine;
        })));

        Assert.Equal(20, taken.SelectMany(t => t).Distinct().Count());
        Assert.Equal(20, taken.Sum(t => t.Count));
    }
}
