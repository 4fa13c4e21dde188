using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.E2E.Faults;

/// <summary>The model server fails in every way it can, but for silence (<see cref="SilenceFaults"/>).</summary>
public sealed class ModelServerFaults(ModelServerFaults.WithDeadEndpoint stage) : FaultTest(stage), IClassFixture<ModelServerFaults.WithDeadEndpoint>
{
    /// <summary>What is asked of the model server, the code and words of what the person is told, and how often it is asked.</summary>
    public static TheoryData<string, string, string, int> BeforeTheFirstToken => new()
    {
        { "status=401", "upstream_authentication", "refused AgentWeb's key", 1 },
        { "status=402", "upstream_quota", "is used up", 1 },
        { "status=403", "upstream_authentication", "refused AgentWeb's key", 1 },
        { "status=404", "model_not_found", "does not offer", 1 },
        { "status=429", "upstream_rate_limit", "too many requests", 3 },
        { "status=429 retry=1", "upstream_rate_limit", "Try again in 1 s", 3 },
        { "status=429 retry=3600", "upstream_rate_limit", "Try again in 3600 s", 1 },
        { "status=500", "upstream_server", "had a failure of its own", 3 },
        { "status=503", "upstream_server", "had a failure of its own", 3 },
        { "status=503 retry=1", "upstream_server", "had a failure of its own", 3 },
        { "fault=Drop", "upstream_network", "could not be reached", 3 },
        { "fault=Reset", "upstream_network", "could not be reached", 3 },
        { "fault=ErrorInside", "upstream_server", "had a failure of its own", 3 },
        { "fault=NoFinish", "upstream_bad_response", "not a reply", 1 },
    };

    [Theory]
    [MemberData(nameof(BeforeTheFirstToken))]
    public async Task Fail_BeforeTheFirstToken_EndsInAnErrorThatSaysWhy(string fault, string code, string words, int attempts)
    {
        var asked = await Ann.AskAsync($"[[{fault}]]", model: Stage.FreshModel());

        var events = await Ann.FollowAsync(asked);

        await ToldAsync(asked, events, "error", code, words);
        Assert.Equal(attempts, Invariants.RequestsAbout(Model, asked).Count);
        Assert.Equal(attempts - 1, events.Count(e => (string)e["type"]! is "retry"));
        await NothingIsLostAsync();
    }

    /// <summary>What is asked of the model server, and the code and words of what the person is told.</summary>
    public static TheoryData<string, string, string> InTheMidst => new()
    {
        { "fault=Drop", "upstream_interrupted", "ended before the reply was complete" },
        { "fault=Reset tps=20", "upstream_interrupted", "ended before the reply was complete" },
        { "fault=NoFinish", "upstream_interrupted", "ended before the reply was complete" },
        { "fault=ErrorInside", "upstream_server", "had a failure of its own" },
    };

    [Theory]
    [MemberData(nameof(InTheMidst))]
    public async Task Fail_InTheMidst_KeepsTheTextAndSaysWhy(string fault, string code, string words)
    {
        var asked = await Ann.AskAsync($"[[tokens=200 after=40 kind=paragraph {fault}]]", model: Stage.FreshModel());

        var events = await Ann.FollowAsync(asked);

        await ToldAsync(asked, events, "interrupted", code, words);
        Assert.Single(Invariants.RequestsAbout(Model, asked));
        await NothingIsLostAsync();
    }

    [Fact]
    public async Task Refuse_TheConnection_EndsInAnErrorThatSaysWhy()
    {
        var asked = await Ann.AskAsync("Is anybody there?", model: "dead/fake");

        var events = await Ann.FollowAsync(asked);

        await ToldAsync(asked, events, "error", "upstream_network", "could not be reached");
        Assert.Equal(2, events.Count(e => (string)e["type"]! is "retry"));
        await NothingIsLostAsync();
    }

    [Theory]
    [InlineData("status=429 retry=1 times=2")]
    [InlineData("status=429 times=1")]
    [InlineData("status=500 times=2")]
    [InlineData("status=503 times=1")]
    [InlineData("fault=Drop times=2")]
    [InlineData("fault=ErrorInside times=1")]
    public async Task Recover_WithinThreeAttempts_AnswersAndAnnouncesEachRetry(string fault)
    {
        var asked = await Ann.AskAsync($"[[{fault}]]", model: Stage.FreshModel());

        var events = await Ann.FollowAsync(asked);

        var attempts = Invariants.RequestsAbout(Model, asked).Count;
        var announced = events.Where(e => (string)e["type"]! is "retry").ToList();
        Assert.Equal(attempts - 1, announced.Count);
        Assert.All(announced, e => Assert.True(fault.Contains("retry=1", StringComparison.Ordinal) ? (int)e["delay_ms"]! == 1000 : (int)e["delay_ms"]! < 1000));
        await CompleteAsync(asked, ModelScript.Default.Text);
        await NothingIsLostAsync();
    }

    [Theory]
    [InlineData("fault=Garbage")]
    [InlineData("split=1")]
    [InlineData("split=7")]
    public async Task Garble_WhatCanBeRead_GivesTheWholeReply(string fault)
    {
        var asked = await Ann.AskAsync($"[[tokens=300 after=40 kind=mixed {fault}]]", model: Stage.FreshModel());

        await CompleteAsync(asked, (await RequestAsync(asked)).Script.Text);
        await NothingIsLostAsync();
    }

    [Fact]
    public async Task Garble_CharactersCutIntoBytes_GivesTheWholeReply()
    {
        const string Text = "Größe, 高度, смысл, 👩‍👩‍👧 and 𝒜: whole, however they are cut. ";
        Model.Enqueue(ModelScript.Reply(string.Concat(Enumerable.Repeat(Text, 20))) with { SplitEvery = 1 });

        var asked = await Ann.AskAsync("Cut it.");

        await CompleteAsync(asked, string.Concat(Enumerable.Repeat(Text, 20)));
        await NothingIsLostAsync();
    }

    [Fact]
    public async Task Garble_InvalidUtf8_KeepsTheTextAroundIt()
    {
        var asked = await Ann.AskAsync("[[tokens=80 after=79 kind=paragraph fault=InvalidUtf8]]", model: Stage.FreshModel());

        var events = await Ann.FollowAsync(asked);

        Assert.Equal("done", (string)events[^1]["type"]!);
        var sent = (await RequestAsync(asked)).Script;
        var text = (string)(await Ann.ReplyAsync(asked))["content"]!;
        Assert.StartsWith(string.Concat(sent.Tokens.Take(79)), text, StringComparison.Ordinal);
        Assert.EndsWith(sent.Tokens[79], text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html><body>Welcome to nginx!</body></html>", "text/html")]
    [InlineData("\u0000\u0001\u0002 nothing of this is an answer", "application/octet-stream")]
    [InlineData("", "text/event-stream")]
    public async Task Answer_WithSomethingElse_EndsInAnErrorThatSaysWhy(string body, string type)
    {
        Model.Enqueue(ModelScript.Raw(body, type));

        var asked = await Ann.AskAsync("Who are you?", model: Stage.FreshModel());

        await ToldAsync(asked, await Ann.FollowAsync(asked), "error", "upstream_bad_response", "not a reply");
        await NothingIsLostAsync();
    }

    [Fact]
    public async Task Answer_Of100000Tokens_IsKeptWhole()
    {
        var asked = await Ann.AskAsync("[[tokens=100000 kind=mixed]]", model: Stage.FreshModel());

        await CompleteAsync(asked, (await RequestAsync(asked)).Script.Text);
        await NothingIsLostAsync();
    }

    [Fact]
    public async Task Answer_LongerThanAsked_IsEndedAtItsLengthAndCanBeContinued()
    {
        var asked = await Ann.AskAsync("[[tokens=2000 tps=2000 kind=paragraph]]", model: Stage.FreshModel(), maxTokens: 500);

        var last = (await Ann.FollowAsync(asked))[^1];

        Assert.Equal("length", (string)last["finish_reason"]!);
        Model.Enqueue(ModelScript.Reply(" And this is the end."));
        Assert.Equal("done", (string)(await Ann.FollowAsync(await Ann.ContinueAsync(asked)))[^1]["type"]!);
        Assert.EndsWith(" And this is the end.", (string)(await Ann.ReplyAsync(asked))["content"]!, StringComparison.Ordinal);
        await NothingIsLostAsync();
    }

    private static async Task CompleteAsync(Accepted asked, string text)
    {
        var last = (await asked.By.FollowAsync(asked))[^1];
        Assert.Equal("done", (string)last["type"]!);
        var reply = await asked.By.ReplyAsync(asked);
        Assert.Equal(("complete", text), ((string)reply["status"]!, (string)reply["content"]!));
    }

    /// <summary>One endpoint is an address where nobody listens.</summary>
    public sealed class WithDeadEndpoint : FaultStage
    {
        protected override void Configure(Dictionary<string, string> settings)
        {
            base.Configure(settings);
            AddEndpoint(settings, Endpoints + 1, "dead", new("http://127.0.0.1:9/v1"));
        }
    }
}
