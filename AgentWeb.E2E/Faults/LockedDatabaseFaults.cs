using System.Diagnostics;
using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.E2E.Faults;

/// <summary>Another process writes to the database for long.</summary>
public sealed class LockedDatabaseFaults(FaultStage stage) : FaultTest(stage), IClassFixture<FaultStage>
{
    /// <summary>How long is waited for what the lock must not hold up.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Lock_For10Seconds_DelaysMessagesAndStopsNoStream()
    {
        var gate = new ModelGate();
        Model.Enqueue(ModelScript.Generate(ContentKind.List, 80, tokensPerSecond: 40) with { Gate = gate, GateAfter = 40 });
        var ending = await Ann.AskAsync("End while nothing can be written.");
        var streaming = await Ann.AskAsync("[[tokens=3000 tps=40 kind=paragraph]]");
        var stopping = await Bob.AskAsync("[[tokens=3000 tps=40 kind=code]]");
        var follower = await FollowerAsync(streaming);
        foreach (var asked in new[] { streaming, ending, stopping })
        {
            await (await RequestAsync(asked)).WaitForTokensAsync(20, Invariants.Deadline);
        }

        List<Task<Accepted>> sent;
        Task<string> stop;
        await using (await Database.LockAsync())
        {
            var unlock = Task.Delay(TimeSpan.FromSeconds(10));
            gate.Open();
            sent = [.. Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? Ann : Bob).AskAsync("Sent while nothing can be written."))];
            stop = Bob.StopAsync(stopping);
            await (await RequestAsync(stopping)).WaitForDisconnectAsync(Soon);
            await Ann.HistoryAsync(streaming.SessionId).WaitAsync(Soon);
            var shown = follower.Characters;
            var since = Stopwatch.StartNew();
            while (follower.Characters < shown + 200)
            {
                Assert.True(since.Elapsed < Soon, "Nothing arrived any more: the lock holds up replies that stream.");
                await Task.Delay(10);
            }

            await unlock;
        }

        Assert.Equal("stopped", await stop);
        await Task.WhenAll(sent);
        Assert.Equal("stopped", await Ann.StopAsync(streaming));
        await follower.Ended;
        await NothingIsLostAsync();
    }

    private static async Task<Follower> FollowerAsync(Accepted asked)
    {
        var answer = await asked.By.Http.GetAsync($"api/v1/chat/runs/{asked.RunId}/events", HttpCompletionOption.ResponseHeadersRead);
        return new(answer);
    }

    /// <summary>Somebody who watches a reply.</summary>
    private sealed class Follower
    {
        private int _characters;

        public Follower(HttpResponseMessage answer) => Ended = ReadAsync(answer);

        /// <summary>How much of it was shown so far.</summary>
        public int Characters => Volatile.Read(ref _characters);

        /// <summary>The end of it.</summary>
        public Task Ended { get; }

        private async Task ReadAsync(HttpResponseMessage answer)
        {
            using (answer)
            {
                await foreach (var told in EventStream.ReadAsync(answer))
                {
                    Interlocked.Add(ref _characters, ((string?)told["text"])?.Length ?? 0);
                }
            }
        }
    }
}
