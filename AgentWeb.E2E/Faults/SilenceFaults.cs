namespace AgentWeb.E2E.Faults;

/// <summary>
/// The model server says nothing, nothing more, or never ends. The server of these tests loses patience quickly; no other does, since it would also
/// lose it with a machine that is busy.
/// </summary>
public sealed class SilenceFaults(SilenceFaults.Impatient stage) : FaultTest(stage), IClassFixture<SilenceFaults.Impatient>
{
    [Theory]
    [InlineData("fault=HangBeforeFirstByte")]
    [InlineData("fault=Hang")]
    public async Task Silent_BeforeTheFirstToken_EndsInAnErrorThatSaysWhy(string fault)
    {
        var asked = await Ann.AskAsync($"[[{fault}]]", model: Stage.FreshModel());

        var events = await Ann.FollowAsync(asked);

        await ToldAsync(asked, events, "error", "first_token_timeout", "did not answer within 6 s");
        Assert.Single(Invariants.RequestsAbout(Model, asked));
        Assert.DoesNotContain(events, e => (string)e["type"]! is "retry");
        await NothingIsLostAsync();
    }

    [Fact]
    public async Task Silent_InTheMidst_KeepsTheTextAndSaysWhy()
    {
        var asked = await Ann.AskAsync("[[tokens=200 after=40 kind=paragraph fault=Hang]]", model: Stage.FreshModel());

        var events = await Ann.FollowAsync(asked);

        await ToldAsync(asked, events, "interrupted", "idle_timeout", "fell silent for 6 s");
        Assert.Single(Invariants.RequestsAbout(Model, asked));
        await NothingIsLostAsync();
    }

    [Fact]
    public async Task Answer_WithoutEnd_IsEndedAtTheTimeLimit()
    {
        var asked = await Ann.AskAsync("[[tokens=1000 tps=20 kind=paragraph]]", model: Stage.FreshModel());

        await ToldAsync(asked, await Ann.FollowAsync(asked), "interrupted", "total_timeout", "took longer than 18 s");
        await NothingIsLostAsync();
    }

    /// <summary>Waits for a model as long as a test likes to wait.</summary>
    public sealed class Impatient : FaultStage
    {
        protected override TimeSpan Patience => TimeSpan.FromSeconds(6);

        protected override TimeSpan TotalTimeout => TimeSpan.FromSeconds(18);
    }
}
