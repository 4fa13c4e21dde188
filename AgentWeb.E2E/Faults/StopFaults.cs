using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.E2E.Faults;

/// <summary>Stops at the worst moments. Each is answered once the request to the model is closed, and with the outcome that stands.</summary>
public sealed class StopFaults(FaultStage stage) : FaultTest(stage), IClassFixture<FaultStage>
{
    private const string Endless = "[[tokens=3000 tps=50 kind=paragraph]]";

    [Fact]
    public async Task Stop_RacingTheEnd_GivesExactlyOneOutcome()
    {
        const int Rounds = 25;
        await Task.WhenAll(RaceAsync(Ann), RaceAsync(Ann), RaceAsync(Bob), RaceAsync(Bob));
        await NothingIsLostAsync();

        static async Task RaceAsync(Person person)
        {
            for (var round = 0; round < Rounds; round++)
            {
                var asked = await person.AskAsync("[[tokens=8 tps=400 kind=paragraph]]");
                var offset = Random.Shared.Next(60);
                await Task.Delay(offset);
                var answered = await person.StopAsync(asked);
                var last = (await person.FollowAsync(asked))[^1];
                var stored = (string)(await person.ReplyAsync(asked))["status"]!;
                Assert.True(
                    answered is "complete" or "stopped" && answered == stored && answered == (string)last["status"]!,
                    $"Stopped after {offset} ms: the answer is {answered}, the last event {last["status"]}, the history {stored}.");
                Assert.Equal(answered, await person.StopAsync(asked));
            }
        }
    }

    [Fact]
    public async Task Stop_50TimesAtOnce_AnswersAllOnceTheRequestIsClosed()
    {
        var asked = await Ann.AskAsync(Endless);
        var request = await RequestAsync(asked);
        await request.WaitForTokensAsync(20, Invariants.Deadline);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Ann.StopAsync(asked)));

        Assert.All(answers, status => Assert.Equal("stopped", status));
        await IsClosedAsync(request);
        await NothingIsLostAsync();
    }

    [Fact]
    public async Task Stop_WhileQueued_NeverAsksTheModel()
    {
        Accepted[] running = [await Ann.AskAsync(Endless), await Ann.AskAsync(Endless)];
        var asked = await Ann.AskAsync("I change my mind.");

        Assert.Equal("stopped", await Ann.StopAsync(asked));

        Assert.Empty(Invariants.RequestsAbout(Model, asked));
        foreach (var one in running)
        {
            Assert.Equal("stopped", await Ann.StopAsync(one));
        }

        await NothingIsLostAsync();
    }

    [Theory]
    [InlineData("[[fault=HangBeforeFirstByte]]")]
    [InlineData("[[fault=Hang]]")]
    [InlineData("[[tokens=3000 tps=50 reasoning=3000]]")]
    [InlineData("[[tokens=100000 after=99999 kind=mixed fault=Hang]]")] // As fast as it can, and however fast, it is not done before the stop.
    public async Task Stop_WhileTheModelWorks_ClosesTheRequest(string about)
    {
        var asked = await Ann.AskAsync(about, model: Stage.FreshModel());
        var request = await RequestAsync(asked);

        Assert.Equal("stopped", await Ann.StopAsync(asked));

        await IsClosedAsync(request);
        await NothingIsLostAsync();
    }

    [Fact]
    public async Task Stop_BetweenRetries_DoesNotAskAgain()
    {
        var asked = await Ann.AskAsync("[[status=503 retry=30]]", model: Stage.FreshModel());
        await (await RequestAsync(asked)).WaitForEndAsync(Invariants.Deadline);

        Assert.Equal("stopped", await Ann.StopAsync(asked));

        Assert.Single(Invariants.RequestsAbout(Model, asked));
        await NothingIsLostAsync();
    }

    [Fact]
    public async Task Stop_WhileContinuing_KeepsBothParts()
    {
        var asked = await Ann.AskAsync("[[tokens=40 after=39 kind=paragraph fault=Drop]]");
        await Ann.FollowAsync(asked);
        var first = (string)(await Ann.ReplyAsync(asked))["content"]!;
        Model.Enqueue(ModelScript.Generate(ContentKind.Code, 100_000, tokensPerSecond: 50));
        var continuation = await Ann.ContinueAsync(asked);
        var request = await RequestAsync(asked, number: 2);
        await request.WaitForTokensAsync(60, Invariants.Deadline);

        Assert.Equal("stopped", await Ann.StopAsync(asked with { RunId = continuation }));

        await IsClosedAsync(request);
        var kept = (string)(await Ann.ReplyAsync(asked))["content"]!;
        Assert.StartsWith(first + "```csharp", kept, StringComparison.Ordinal);
        await NothingIsLostAsync();
    }

    /// <summary>The answer to a stop means that the connection is closed; the model server's process notices it a moment later.</summary>
    private static async Task IsClosedAsync(RecordedRequest request)
    {
        await request.WaitForDisconnectAsync(Invariants.Deadline);
        Assert.False(request.Completed);
    }
}
