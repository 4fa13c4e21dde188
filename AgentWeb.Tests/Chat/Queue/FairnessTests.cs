using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Chat.Queue;

/// <summary>Who goes next, and whether everything that says so says the same.</summary>
public sealed class FairnessTests
{
    private static readonly Guid Ada = Guid.CreateVersion7();
    private static readonly Guid Bob = Guid.CreateVersion7();
    private static readonly Guid Cid = Guid.CreateVersion7();

    [Fact]
    public void Of_ThreeUsers_TakesTurnsBeginningWithWhoWasServedLongestAgo()
    {
        WaitingJob[] waiting = [Job(1, Ada), Job(2, Ada), Job(3, Ada), Job(4, Bob), Job(5, Cid), Job(6, Bob)];

        var order = FairOrder.Of(waiting, new Dictionary<Guid, long> { [Ada] = 7, [Bob] = 3, [Cid] = 5 });

        Assert.Equal([4, 5, 1, 6, 2, 3], order.Select(j => j.Seq));
    }

    [Fact]
    public void Of_UsersWhoWereNeverServed_GoInOrderOfArrival()
    {
        var order = FairOrder.Of([Job(1, Cid), Job(2, Ada), Job(3, Bob)], new Dictionary<Guid, long>());

        Assert.Equal([1, 2, 3], order.Select(j => j.Seq));
    }

    [Fact]
    public void Of_Classes_TheMoreUrgentOneGoesFirstWhoeverWaits()
    {
        WaitingJob[] waiting = [Job(1, Ada, JobPriority.Low), Job(2, Bob), Job(3, Bob), Job(4, Bob, JobPriority.High)];

        Assert.Equal([4, 2, 3, 1], FairOrder.Of(waiting, new Dictionary<Guid, long>()).Select(j => j.Seq));
    }

    [Fact]
    public async Task Worker_OneUserSentMany_ServesAnotherNext()
    {
        await using var host = await ChatHost.StartAsync(("Queue:MaxConcurrency", "1"));
        var ada = await host.AddUserAsync();
        var bob = await host.AddUserAsync("bob@example.test");
        foreach (var text in (string[])["ada 1", "ada 2", "ada 3"])
        {
            await host.SendAsync(ada, text);
        }

        await host.SendAsync(bob, "bob 1");
        await host.SendAsync(bob, "bob 2");

        var order = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var call = await host.Model.NextCallAsync();
            order.Add(call.Messages[^1].Text);
            call.Say("ok").End();
        }

        Assert.Equal(["ada 1", "bob 1", "ada 2", "bob 2", "ada 3"], order);
    }

    [Fact]
    public async Task AnyQueue_PlacesAndPicks_AreInFairOrder()
    {
        await using var host = await ChatHost.StartAsync(("Queue:MaxConcurrency", "1000"), ("Queue:MaxPerUser", "1000"), ("Queue:MaxQueuedPerUser", "1000"));
        await host.StopAsync(); // No worker but this test.
        Guid[] users = [await host.AddUserAsync("a@example.test"), await host.AddUserAsync("b@example.test"), await host.AddUserAsync("c@example.test")];
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var jobs = Enumerable.Range(0, random.Next(1, 12)).Select(_ => (random.Next(3), (JobPriority)random.Next(3))).ToArray();
            await DrainAsync(host, users, jobs);
        }
    }

    private static async Task DrainAsync(ChatHost host, Guid[] users, (int User, JobPriority Priority)[] jobs)
    {
        foreach (var (user, priority) in jobs)
        {
            var sent = await host.SendAsync(users[user], "hello");
            await using var change = await host.Contexts.CreateDbContextAsync();
            await change.Jobs.Where(j => j.RunId == sent.RunId).ExecuteUpdateAsync(set => set.SetProperty(j => j.Priority, priority));
        }

        await using var db = await host.Contexts.CreateDbContextAsync();
        while (true)
        {
            var waiting = await db.Jobs.AsNoTracking().Where(j => j.State == JobState.Queued)
                .Select(j => new WaitingJob(j.Seq, j.RunId, j.OwnerId, j.ConversationId, j.ModelKey, j.Priority)).ToListAsync();
            var served = await db.QueueTurns.AsNoTracking().ToDictionaryAsync(t => t.OwnerId, t => t.LastServed);
            var expected = FairOrder.Of(waiting, served).Select(j => j.RunId).ToList();
            var places = new List<Guid>();
            foreach (var place in waiting.ToDictionary(j => j.RunId, j => host.Get<PlaceInQueue>().RunAsync(j.RunId, CancellationToken.None)))
            {
                places.Add(expected[(await place.Value).Position - 1]);
                Assert.Equal(place.Key, places[^1]);
            }

            Assert.Equal(waiting.Count, places.Distinct().Count());
            var next = await host.Get<GenerationQueue>().TakeNextAsync(CancellationToken.None);
            Assert.Equal(expected.Count == 0 ? null : expected[0], next?.Identity.RunId);
            if (next is null)
            {
                return;
            }

            await db.Jobs.Where(j => j.RunId == next.Identity.RunId).ExecuteDeleteAsync();
        }
    }

    private static WaitingJob Job(long seq, Guid owner, JobPriority priority = JobPriority.Normal) =>
        new(seq, Guid.CreateVersion7(), owner, Guid.CreateVersion7(), "test/first", priority);
}
