using AgentWeb.E2E.Infrastructure.Browser;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Waiting for a model that answers one person at a time.</summary>
public sealed class QueueJourneys(QueueJourneys.OneAtATime stage, BrowserFixture browser)
    : Journey(stage, browser), IClassFixture<QueueJourneys.OneAtATime>
{
    [Fact]
    public async Task Ask_WhileAnotherIsAnswered_ShowsQueuedThenTheAnswer()
    {
        var first = await SignedInAsync();
        var second = await SignedInAsync();
        await first.AskAsync("I was here before. [[tokens=5000 tps=20 kind=paragraph]]");
        await first.StatusBecomesAsync("streaming");

        await second.AskAsync("I wait my turn.");
        await second.StatusBecomesAsync("queued");
        await Expect(second.Reply.GetByText("Waiting in line")).ToBeVisibleAsync();
        await Expect(second.Conversations.First.GetByLabel("Waiting in line")).ToBeVisibleAsync();

        await first.StopButton.ClickAsync();
        await first.StatusBecomesAsync("stopped");
        await second.StatusBecomesAsync("complete");
        await second.ReplyShowsAsync("Hello from the test model.");
        await Expect(second.Conversations.First.GetByLabel("Waiting in line")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Cancel_WhileQueued_EndsItWithoutAskingTheModel()
    {
        var first = await SignedInAsync();
        var second = await SignedInAsync();
        await first.AskAsync("I hold the model. [[tokens=5000 tps=20 kind=paragraph]]");
        await first.StatusBecomesAsync("streaming");
        await second.AskAsync("I change my mind.");
        await second.StatusBecomesAsync("queued");

        await second.StopButton.ClickAsync();

        await second.StatusBecomesAsync("stopped");
        await Expect(second.RetryButton).ToBeVisibleAsync();
        await first.StopButton.ClickAsync();
        await first.StatusBecomesAsync("stopped");
        Assert.DoesNotContain(Model.Requests, r => r.Body.RootElement.GetRawText().Contains("change my mind", StringComparison.Ordinal));
        await second.RetryButton.ClickAsync();
        await second.StatusBecomesAsync("complete");
    }

    /// <summary>One generation at a time.</summary>
    public sealed class OneAtATime : Stage
    {
        protected override void Configure(Dictionary<string, string> settings) => settings["Queue:MaxConcurrency"] = "1";
    }
}
