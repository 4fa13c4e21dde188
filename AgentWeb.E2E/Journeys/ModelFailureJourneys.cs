using System.Globalization;
using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>The model server fails: the person reads what happened and can try again.</summary>
public sealed class ModelFailureJourneys(ModelFailureJourneys.Impatient stage, BrowserFixture browser)
    : Journey(stage, browser), IClassFixture<ModelFailureJourneys.Impatient>
{
    /// <summary>Three attempts, of which each may wait until the server's patience is over.</summary>
    private const float Attempts = 60_000;

    /// <summary>
    /// What goes wrong, words of the sentence that says so, and by which name the model server is asked: one that failed several times in a row is
    /// left alone for a while, which the next of these would meet.
    /// </summary>
    public static TheoryData<string, string, string> BeforeTheFirstToken => new()
    {
        { "status=401", "refused AgentWeb's key", "fresh1" },
        { "status=429", "too many requests", "fresh2" },
        { "status=500", "had a failure of its own", "fresh3" },
        { "fault=HangBeforeFirstByte", "did not answer within 3 s", "fresh4" },
        { "fault=Drop after=0", "", "fresh5" },
    };

    [Theory]
    [MemberData(nameof(BeforeTheFirstToken))]
    public async Task Fail_BeforeTheFirstToken_SaysWhyAndRetryWorks(string failure, string sentence, string server)
    {
        var page = await SignedInAsync();
        Model.Default = Script(failure);
        await page.Page.Locator("select#model").SelectOptionAsync(server + "/fake");
        await page.AskAsync($"Please fail: {failure}");

        await Expect(page.Reply).ToHaveAttributeAsync("data-status", "error", new() { Timeout = Attempts });
        await Expect(page.Notice).ToContainTextAsync(sentence);
        await Expect(page.Notice).ToContainTextAsync(". ");
        await Expect(page.Notice.Locator("[data-trace]")).ToContainTextAsync("Trace id ");
        var trace = await page.Notice.Locator("[data-trace]").InnerTextAsync();
        await page.ConversationOpensAsync();
        await page.ReloadAsync();
        await Expect(page.Notice.Locator("[data-trace]")).ToHaveTextAsync(trace);
        await page.Reply.GetByLabel("More about this reply").ClickAsync();
        await Expect(page.Reply.GetByText("Answer again with")).ToBeVisibleAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        Model.Default = ModelScript.Default;
        await page.RetryButton.ClickAsync();

        await page.StatusBecomesAsync("complete");
        await page.ReplyShowsAsync("Hello from the test model.");
        await Expect(page.Asked).ToHaveCountAsync(1);
        await Expect(page.Replies).ToHaveCountAsync(1);
        await page.ReloadAsync();
        await page.ReplyShowsAsync("Hello from the test model.");
        await Expect(page.Replies).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Fail_ForAMoment_SaysThatItIsTriedAgainAndAnswers()
    {
        var page = await SignedInAsync();
        Model.Default = Script("status=503 retry=10 times=1"); // It stands there until it is tried again.
        await page.AskAsync("Not at the first attempt.");

        await Expect(page.Reply.GetByText("Trying again in 10 s (attempt 2 of 3)")).ToBeVisibleAsync();
        Model.Default = ModelScript.Default;
        await page.StatusBecomesAsync("complete");
        await page.ReplyShowsAsync("Hello from the test model.");
    }

    /// <summary>What goes wrong, and words of the sentence that says so.</summary>
    public static TheoryData<string, string> InTheMidst => new()
    {
        { "fault=Drop after=30 tps=100 tokens=200 kind=paragraph", "ended before the reply was complete" },
        { "fault=Hang after=30 tps=100 tokens=200 kind=paragraph", "fell silent for 8 s" },
        { "fault=NoFinish after=30 tps=100 tokens=200 kind=paragraph", "ended before the reply was complete" },
        { "fault=ErrorInside after=30 tps=100 tokens=200 kind=paragraph", "had a failure of its own" },
    };

    [Theory]
    [MemberData(nameof(InTheMidst))]
    public async Task Fail_InTheMidst_KeepsTheTextAndRetryWorks(string failure, string sentence)
    {
        var page = await SignedInAsync();
        Model.Default = Script(failure);
        await page.AskAsync($"Please break off: {failure}");

        await page.StatusBecomesAsync("interrupted");
        await page.ReplyShowsAsync("In step 1 ");
        await Expect(page.Notice).ToContainTextAsync(sentence);
        var kept = await page.WholeReplyTextAsync();
        await page.ConversationOpensAsync();
        await page.ReloadAsync();
        await page.StatusBecomesAsync("interrupted");
        await Expect(page.ReplyText).ToHaveTextAsync(kept.Trim());
        Model.Default = ModelScript.Default;
        await page.RetryButton.ClickAsync();

        await page.StatusBecomesAsync("complete");
        await page.ReplyShowsAsync("Hello from the test model.");
        await Expect(page.ReplyText).Not.ToContainTextAsync("In step 1 ");
    }

    private static ModelScript Script(string failure) => ScriptDirective.Parse(failure);

    /// <summary>Waits for a model as long as a test likes to wait.</summary>
    public sealed class Impatient : Stage
    {
        protected override void Configure(Dictionary<string, string> settings)
        {
            settings["Runs:FirstTokenTimeout"] = "00:00:03";
            settings["Runs:IdleTimeout"] = "00:00:08"; // Longer than a busy machine takes to send the next token.
            for (var i = 1; i <= BeforeTheFirstToken.Count; i++)
            {
                var number = i.ToString(CultureInfo.InvariantCulture);
                settings[$"Models:Endpoints:{number}:Name"] = "fresh" + number;
                settings[$"Models:Endpoints:{number}:BaseUrl"] = Model.BaseUrl.ToString();
                settings[$"Models:Endpoints:{number}:Models:0:Id"] = "fake";
            }
        }
    }
}
