using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Chat;

/// <summary>What a start finds after the process before it was killed, or was stopped.</summary>
public sealed class RestartTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Start_RunWithTextWasKilled_IsInterruptedWithItsText()
    {
        var (sent, user) = await KilledAsync(new RunTextChunk { Ordinal = 0, Text = "Good ", Reasoning = "Hm." }, new RunTextChunk { Ordinal = 1, Text = "mor" });

        await using var host = await ChatHost.StartOnAsync(_database);

        var reply = await host.MessageAsync(sent.MessageId);
        Assert.Equal((MessageStatus.Interrupted, "Good mor", "server_restarted"), (reply.Status, reply.Text, reply.ErrorCode));
        Assert.Equal("Hm.", Assert.Single(reply.ContentBlocks).Text);
        await using var db = await host.Contexts.CreateDbContextAsync();
        Assert.Equal(0, await db.RunTextChunks.CountAsync());
        Assert.Equal(JobState.Interrupted, (await host.JobAsync(sent.RunId)).State);
        Assert.False(host.Model.HasUnreadCall);
        Assert.Equal(user, reply.OwnerId);
    }

    [Fact]
    public async Task Start_RunWithoutTextWasKilled_RunsAgain()
    {
        var (sent, _) = await KilledAsync(new RunTextChunk { Ordinal = 0, Reasoning = "Hm." });

        await using var host = await ChatHost.StartOnAsync(_database);
        (await host.Model.NextCallAsync()).Say("Good morning").End();

        var reply = await host.EndOfAsync(sent);
        Assert.Equal((MessageStatus.Complete, "Good morning"), (reply.Status, reply.Text));
        Assert.Empty(reply.ContentBlocks);
    }

    [Fact]
    public async Task Start_RunThatSomebodyStoppedWasKilled_IsStoppedInsteadOfRunAgain()
    {
        var (sent, _) = await KilledAsync();
        await using (var db = await (await _database.MigratedAsync()).CreateDbContextAsync())
        {
            await db.Jobs.ExecuteUpdateAsync(set => set.SetProperty(j => j.StopCode, "stopped"));
        }

        await using var host = await ChatHost.StartOnAsync(_database);

        var reply = await host.MessageAsync(sent.MessageId);
        Assert.Equal((MessageStatus.Stopped, "cancelled", (string?)null), (reply.Status, reply.FinishReason, reply.ErrorCode));
        Assert.Equal(JobState.Stopped, (await host.JobAsync(sent.RunId)).State);
        Assert.False(host.Model.HasUnreadCall);
    }

    [Fact]
    public async Task Start_JobWaited_RunsNow()
    {
        SendReceipt waiting;
        await using (var before = await ChatHost.StartOnAsync(_database, ("Queue:MaxConcurrency", "1")))
        {
            var user = await before.AddUserAsync();
            await before.SendAsync(user, "first");
            await before.Model.NextCallAsync();
            waiting = await before.SendAsync(user, "second");
            await before.StopAsync();
        }

        await using var host = await ChatHost.StartOnAsync(_database, ("Queue:MaxConcurrency", "1"));
        var first = await host.Model.NextCallAsync();
        Assert.Equal("first", first.Messages[^1].Text);
        first.Say("one").End();
        (await host.Model.NextCallAsync()).Say("two").End();
        Assert.Equal("two", (await host.EndOfAsync(waiting)).Text);
    }

    [Fact]
    public async Task Stop_ServerWhileStreaming_InterruptsWithAllTextAndClosesTheRequest()
    {
        await using var host = await ChatHost.StartOnAsync(_database);
        var user = await host.AddUserAsync();
        var sent = await host.SendAsync(user, "Hello");
        var call = await host.Model.NextCallAsync();
        call.Say("Good ", "mor");
        await Eventually.TrueAsync(() => host.Get<RunRegistry>().Find(sent.RunId)!.Log.Snapshot().Text == "Good mor", "the text is there");

        await host.StopAsync();

        var reply = await host.MessageAsync(sent.MessageId);
        Assert.Equal((MessageStatus.Interrupted, "Good mor", "server_stopped"), (reply.Status, reply.Text, reply.ErrorCode));
        Assert.True(call.Closed.IsCompleted);
    }

    [Fact]
    public async Task Snapshots_WhileStreaming_AppendOnlyWhatIsNew()
    {
        await using var host = await ChatHost.StartOnAsync(_database);
        var user = await host.AddUserAsync();
        var sent = await host.SendAsync(user, "Hello");
        var call = await host.Model.NextCallAsync();
        call.Say("one ");
        await ChunksAsync(host, 1);
        call.Say("two ");
        await ChunksAsync(host, 2);

        await using var db = await host.Contexts.CreateDbContextAsync();
        Assert.Equal(["one ", "two "], await db.RunTextChunks.OrderBy(c => c.Ordinal).Select(c => c.Text).ToListAsync());
        Assert.Equal(MessageStatus.Streaming, (await host.MessageAsync(sent.MessageId)).Status);
        Assert.Equal("one two ", (await host.TranscriptAsync(user, sent.ConversationId))[^1].Text);
        call.End();
        Assert.Equal("one two ", (await host.EndOfAsync(sent)).Text);
        Assert.Equal(0, await db.RunTextChunks.CountAsync());
    }

    [Fact]
    public async Task OpenRun_AfterRestart_GivesOneSnapshotAndTheEnd()
    {
        var (sent, user) = await KilledAsync(new RunTextChunk { Ordinal = 0, Text = "Good " });
        await using (await ChatHost.StartOnAsync(_database))
        {
            // Settles the run; the next process has never heard of it.
        }

        await using var host = await ChatHost.StartOnAsync(_database);
        var log = await host.Get<OpenRun>().RunAsync(user, sent.RunId, CancellationToken.None);
        var events = await log.Value!.ReadFromAsync(after: 800).ToListAsync();

        Assert.Equal(("Good ", "interrupted"), (((SnapshotEvent)events[0]).Text, ((SnapshotEvent)events[0]).Status));
        Assert.Equal("server_restarted", Assert.IsType<ErrorEvent>(events[^1]).Code);
    }

    private static Task ChunksAsync(ChatHost host, int count) => Eventually.TrueAsync(
        async () =>
        {
            await using var db = await host.Contexts.CreateDbContextAsync();
            return await db.RunTextChunks.CountAsync() == count;
        },
        $"there are {count} chunks");

    /// <summary>Leaves the database as a killed process does: a running job with these snapshots.</summary>
    private async Task<(SendReceipt Sent, Guid User)> KilledAsync(params RunTextChunk[] chunks)
    {
        await using var host = await ChatHost.StartOnAsync(_database);
        var user = await host.AddUserAsync();
        var sent = await host.SendAsync(user, "Hello");
        await host.Model.NextCallAsync();
        await host.StopAsync();

        await using var db = await host.Contexts.CreateDbContextAsync();
        var job = await db.Jobs.SingleAsync();
        job.State = JobState.Running;
        job.LeaseOwner = $"{Environment.MachineName}/dead";
        job.LeaseUntil = TimeProvider.System.GetUtcNow().AddSeconds(30);
        foreach (var chunk in chunks)
        {
            chunk.JobSeq = job.Seq;
            db.RunTextChunks.Add(chunk);
        }

        await db.SaveChangesAsync();
        return (sent, user);
    }
}
