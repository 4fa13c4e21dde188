using System.Diagnostics;
using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.E2E.Faults;

/// <summary>
/// The server is killed, as a power cut does it, in every state that a job can be in, and started again on what it left. Jobs that had
/// produced no text run again by themselves; the others are interrupted with it.
/// </summary>
public sealed class CrashFaults(FaultStage stage) : FaultTest(stage), IClassFixture<FaultStage>
{
    private const string Endless = "[[tokens=3000 tps=20 kind=paragraph]]";

    [Fact]
    public async Task Kill_WhileSomeRunAndOthersWait_InterruptsTheOnesAndRunsTheOthers()
    {
        Accepted[] running = [await Ann.AskAsync(Endless), await Ann.AskAsync(Endless), await Bob.AskAsync(Endless), await Bob.AskAsync(Endless)];
        foreach (var asked in running)
        {
            await (await RequestAsync(asked)).WaitForTokensAsync(30, Invariants.Deadline);
            await SomeIsStoredAsync(asked);
        }

        Accepted[] waiting = [await Ann.AskAsync("I wait."), await Bob.AskAsync("So do I."), await Ann.AskAsync("And I follow.", running[0].SessionId)];
        var diedAt = await CrashAsync();

        foreach (var asked in running)
        {
            await EndsAsync(asked, "interrupted", "server_restarted");
        }

        foreach (var asked in waiting)
        {
            await EndsAsync(asked, "complete");
            await RequestAsync(asked);
        }

        await NothingIsLostAsync(diedAt);
    }

    [Fact]
    public async Task Kill_BeforeTheFirstToken_RunsAgain()
    {
        var asked = await Ann.AskAsync("[[fault=HangBeforeFirstByte times=1]]");
        await RequestAsync(asked);

        var diedAt = await CrashAsync();

        await EndsAsync(asked, "complete");
        await RequestAsync(asked, number: 2);
        await NothingIsLostAsync(diedAt);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(80)]
    public async Task Kill_WhileStreaming_KeepsWhatIsOlderThanASecond(int tokens)
    {
        Accepted[] asked =
        [
            await Ann.AskAsync("[[tokens=3000 tps=3 kind=paragraph]]"),
            await Ann.AskAsync("[[tokens=100000 tps=1000 kind=mixed]]"),
            await Bob.AskAsync("[[tokens=3000 tps=40 kind=list]]"),
            await Bob.AskAsync("[[tokens=3000 tps=10 reasoning=5 kind=code]]"),
        ];
        await (await RequestAsync(asked[2])).WaitForTokensAsync(tokens, Invariants.Deadline);

        var diedAt = await CrashAsync();
        foreach (var one in asked)
        {
            // Those without text run again, and would for long.
            await one.By.StopAsync(one);
        }

        await NothingIsLostAsync(diedAt);
    }

    [Fact]
    public async Task Kill_WhileTheEndIsWritten_KeepsTheText()
    {
        var gate = new ModelGate();
        Model.Enqueue(ModelScript.Generate(ContentKind.Paragraph, 60, tokensPerSecond: 30) with { Gate = gate, GateAfter = 50 });
        var asked = await Ann.AskAsync("End while nothing can be written.");
        var request = await RequestAsync(asked);
        await request.WaitForTokensAsync(50, Invariants.Deadline);
        await SomeIsStoredAsync(asked);

        // Nothing can be written while somebody else writes: the end of the run waits until the server dies.
        var lockedAt = Stopwatch.GetTimestamp();
        await using (await Database.LockAsync())
        {
            gate.Open();
            await request.WaitForEndAsync(Invariants.Deadline);
            Server.Kill();
        }

        await Server.StartAsync();
        await EndsAsync(asked, "interrupted", "server_restarted");
        await NothingIsLostAsync(lockedAt);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public async Task Kill_AboutTheEnd_KeepsTheText(int millisecondsLater)
    {
        Accepted[] asked =
        [
            await Ann.AskAsync("[[tokens=60 tps=40 kind=paragraph]]"),
            await Ann.AskAsync("[[tokens=61 tps=40 kind=paragraph]]"),
            await Bob.AskAsync("[[tokens=60 tps=40 kind=list]]"),
            await Bob.AskAsync("[[tokens=60 tps=40 kind=code]]"),
        ];
        await (await RequestAsync(asked[0])).WaitForEndAsync(Invariants.Deadline);

        await Task.Delay(millisecondsLater);
        var diedAt = await CrashAsync();

        await NothingIsLostAsync(diedAt);
    }

    [Fact]
    public async Task Kill_BetweenRetries_AsksAgain()
    {
        var asked = await Ann.AskAsync("[[status=503 retry=30 times=1]]", model: Stage.FreshModel());
        await (await RequestAsync(asked)).WaitForEndAsync(Invariants.Deadline);

        var diedAt = await CrashAsync();

        await EndsAsync(asked, "complete");
        await NothingIsLostAsync(diedAt);
    }

    [Fact]
    public async Task Kill_WhileContinuing_KeepsBothPartsAndCanBeContinued()
    {
        var asked = await Ann.AskAsync("[[tokens=60 after=59 kind=paragraph fault=Drop]]");
        await EndsAsync(asked, "interrupted", "upstream_interrupted");
        var first = (string)(await Ann.ReplyAsync(asked))["content"]!;
        Model.Enqueue(ModelScript.Generate(ContentKind.Code, 100_000, tokensPerSecond: 20), ModelScript.Reply("The end."));
        var continuation = await Ann.ContinueAsync(asked);
        await (await RequestAsync(asked, number: 2)).WaitForTokensAsync(40, Invariants.Deadline);
        await SomeIsStoredAsync(asked);

        var diedAt = await CrashAsync();

        Assert.Equal("server_restarted", (string)(await Ann.FollowAsync(continuation))[^1]["code"]!);
        var kept = (string)(await Ann.ReplyAsync(asked))["content"]!;
        Assert.StartsWith(first, kept, StringComparison.Ordinal);
        await Ann.FollowAsync(await Ann.ContinueAsync(asked));
        Assert.Equal(kept + "The end.", (string)(await Ann.ReplyAsync(asked))["content"]!);
        await NothingIsLostAsync(diedAt);
    }

    [Fact]
    public async Task Kill_WhileContinuingBeforeItsFirstToken_ContinuesByItself()
    {
        var asked = await Ann.AskAsync("[[tokens=60 after=59 kind=paragraph fault=Drop]]");
        await EndsAsync(asked, "interrupted", "upstream_interrupted");
        var first = (string)(await Ann.ReplyAsync(asked))["content"]!;
        Model.Enqueue(new ModelScript { Fault = ModelFault.HangBeforeFirstByte }, ModelScript.Reply("The end."));
        var continuation = await Ann.ContinueAsync(asked);
        await RequestAsync(asked, number: 2);

        var diedAt = await CrashAsync();

        Assert.Equal("done", (string)(await Ann.FollowAsync(continuation))[^1]["type"]!);
        Assert.Equal(first + "The end.", (string)(await Ann.ReplyAsync(asked))["content"]!);
        await NothingIsLostAsync(diedAt);
    }

    [Fact]
    public async Task Kill_WhileMessagesArrive_KeepsTheAcceptedAndTakesTheOthersOnceWhenSentAgain()
    {
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = Enumerable.Range(0, 16).Select(async i =>
        {
            var message = new Outgoing($"Message {i}.");
            var accepted = await (i % 2 == 0 ? Ann : Bob).SendAsync(message);
            first.TrySetResult();
            return (message, accepted);
        }).ToList();
        await first.Task.WaitAsync(Invariants.Deadline);

        var diedAt = Stopwatch.GetTimestamp();
        Server.Kill();
        var sent = await Task.WhenAll(sending);
        await Server.StartAsync();

        // Whoever got no answer asks again, as a browser does; it may have been accepted all the same.
        for (var i = 0; i < sent.Length; i++)
        {
            if (!sent[i].accepted)
            {
                Assert.True(await (i % 2 == 0 ? Ann : Bob).SendAsync(sent[i].message));
            }
        }

        Assert.Equal(16, Ann.Accepted.Count + Bob.Accepted.Count);
        await NothingIsLostAsync(diedAt);
    }

    [Fact]
    public async Task Kill_WhileStarting_LosesNothingEither()
    {
        var asked = await Ann.AskAsync(Endless);
        var again = await Bob.AskAsync("[[fault=HangBeforeFirstByte times=1]]");
        await (await RequestAsync(asked)).WaitForTokensAsync(30, Invariants.Deadline);
        await SomeIsStoredAsync(asked);
        await RequestAsync(again);

        var diedAt = Stopwatch.GetTimestamp();
        Server.Kill();
        var isUnsettled = true;
        foreach (var sign in new[] { "", "Settled" })
        {
            var starting = Server.StartAsync();
            await Task.WhenAny(Server.Log.FirstAsync(line => line.Contains(sign, StringComparison.Ordinal)), starting);
            Server.Kill();
            Assert.True(!isUnsettled || Server.Log.ToString().Contains(sign, StringComparison.Ordinal), $"It was ready without saying “{sign}”.");
            isUnsettled &= await Record.ExceptionAsync(() => starting) is not null; // Else it was ready a moment before it was killed.
        }

        await Server.StartAsync();
        await EndsAsync(asked, "interrupted", "server_restarted");
        await EndsAsync(again, "complete");
        await NothingIsLostAsync(diedAt);
    }

    private async Task<long> CrashAsync()
    {
        var diedAt = Stopwatch.GetTimestamp();
        Server.Kill();
        await Server.StartAsync();
        return diedAt;
    }

    private static async Task EndsAsync(Accepted asked, string status, string? code = null)
    {
        await asked.By.FollowAsync(asked);
        var reply = await asked.By.ReplyAsync(asked);
        Assert.Equal((status, code), ((string)reply["status"]!, (string?)reply["error"]?["code"]));
    }
}
