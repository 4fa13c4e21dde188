using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AgentWeb.E2E.Faults;

/// <summary>
/// The database cannot be written. Reading goes on, what streams goes on, a message that cannot be stored is refused by a sentence, and
/// once the storage is back everything is stored. Read-only storage is made by a limit on the size of files that the process may write
/// (<c>prlimit</c>): from outside nothing else takes the right away from a process that has the file open.
/// </summary>
public sealed class StorageFaults(StorageFaults.Limitable stage) : FaultTest(stage), IClassFixture<StorageFaults.Limitable>
{
    [Fact]
    public async Task Lock_For10Seconds_DelaysMessagesAndStopsNoStream()
    {
        var streaming = await Ann.AskAsync("[[tokens=600 tps=40 kind=paragraph]]");
        var ending = await Ann.AskAsync("[[tokens=80 tps=40 kind=list]]");
        var stopping = await Bob.AskAsync("[[tokens=100000 tps=40 kind=code]]");
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
            sent = [.. Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? Ann : Bob).AskAsync("Sent while nothing can be written."))];
            stop = Bob.StopAsync(stopping);
            await (await RequestAsync(stopping)).WaitForDisconnectAsync(TimeSpan.FromSeconds(5));
            await Ann.HistoryAsync(streaming.SessionId).WaitAsync(TimeSpan.FromSeconds(5));
            var shown = follower.Characters;
            var since = Stopwatch.StartNew();
            while (follower.Characters < shown + 200)
            {
                Assert.True(since.Elapsed < TimeSpan.FromSeconds(5), "Nothing arrived any more: the lock holds up replies that stream.");
                await Task.Delay(10);
            }

            await unlock;
        }

        Assert.Equal("stopped", await stop);
        await Task.WhenAll(sent);
        await follower.Ended;
        await NothingIsLostAsync();
    }

    [Fact]
    public async Task ReadOnly_RefusesMessagesByASentence_AndStoresWhatStreamedOnceItIsBack()
    {
        var streaming = await Ann.AskAsync("[[tokens=120 tps=40 kind=paragraph]]");
        var request = await RequestAsync(streaming);
        await request.WaitForTokensAsync(10, Invariants.Deadline);

        var refused = new Outgoing("Sent while nothing can be written.");
        await LimitFilesAsync("0");
        try
        {
            await IsRefusedAsync(refused);
            Assert.NotEmpty(await Ann.HistoryAsync(streaming.SessionId));
            await request.WaitForEndAsync(Invariants.Deadline);
            Assert.True(request.Completed);
        }
        finally
        {
            await LimitFilesAsync("unlimited");
        }

        Assert.Equal("done", (string)(await Ann.FollowAsync(streaming))[^1]["type"]!);
        Assert.Equal(request.Script.Text, (string)(await Ann.ReplyAsync(streaming))["content"]!);
        Assert.True(await Ann.SendAsync(refused));
        await NothingIsLostAsync();
    }

    private async Task IsRefusedAsync(Outgoing message)
    {
        using var answer = await Ann.TryAskAsync(message);
        var problem = await answer.Content.ReadFromJsonAsync<JsonObject>();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "storage_unavailable", true), (answer.StatusCode, (string)problem!["code"]!, (bool)problem["retryable"]!));
        Assert.Contains("Try again", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    private async Task LimitFilesAsync(string size)
    {
        using var prlimit = Process.Start("prlimit", ["--pid", Server.ProcessId.ToString(CultureInfo.InvariantCulture), $"--fsize={size}:unlimited"]);
        await prlimit.WaitForExitAsync();
        Assert.Equal(0, prlimit.ExitCode);
    }

    private static async Task<Follower> FollowerAsync(Accepted asked)
    {
        var answer = await asked.By.Http.GetAsync($"api/v1/chat/runs/{asked.RunId}/events", HttpCompletionOption.ResponseHeadersRead);
        return new(answer);
    }

    /// <summary>A process that writes beyond its limit is told so and goes on; by default it would be ended.</summary>
    public sealed class Limitable : FaultStage
    {
        protected override string? BeforeServer => "trap '' XFSZ";
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
