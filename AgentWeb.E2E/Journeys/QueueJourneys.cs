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
        await Expect(second.Reply.GetByText("Next in line")).ToBeVisibleAsync();
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

    [Fact]
    public async Task Ask_WhileTheReplyRuns_QueuesTheNextWhichCanBeEditedOrRemoved()
    {
        var page = await SignedInAsync();
        await page.AskAsync("A long answer first. [[tokens=5000 tps=20 kind=paragraph]]");
        await page.StatusBecomesAsync("streaming");

        await page.AskAsync("And then thiss?");
        await page.StatusBecomesAsync("queued");
        await Expect(page.Reply.GetByText("Goes out after the reply above")).ToBeVisibleAsync();
        await page.AskAsync("Never mind this.");
        await page.Asked.Last.HoverAsync();
        await Button(page.Asked.Last, "Delete message").ClickAsync();
        await Button(page.Asked.Last, "Delete this message and everything below it").ClickAsync();
        await Expect(page.Asked).ToHaveCountAsync(2);
        await Button(page.Asked.Last, "Edit message").ClickAsync();
        await page.Page.GetByLabel("Edit your message").FillAsync("And then this?");
        await Button(page.Asked.Last, "Save").ClickAsync();
        await Expect(page.Asked.Last).ToContainTextAsync("And then this?");
        await Expect(page.Asked.Last.Locator(".versions")).ToHaveCountAsync(0);

        await page.StopButton.ClickAsync();

        await page.StatusBecomesAsync("complete");
        await Expect(page.Replies.First).ToHaveAttributeAsync("data-status", "stopped");
        var request = await RequestAboutAsync("And then this?");
        Assert.DoesNotContain("Never mind", request.Body.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_TenMessagesOfThreePeople_TakeTurnsAndEveryPageShowsIt()
    {
        var holder = await SignedInAsync();
        await holder.AskAsync("I hold the model. [[tokens=5000 tps=20 kind=paragraph]]");
        await holder.StatusBecomesAsync("streaming");
        var asked = new List<string>();
        var pages = new Dictionary<string, JourneyPage>(StringComparer.Ordinal);
        foreach (var (person, messages) in (ReadOnlySpan<(string, int)>)[("Ada", 4), ("Bob", 3), ("Cid", 3)])
        {
            asked.AddRange(Enumerable.Range(1, messages).Select(i => $"{person} {i}"));
        }

        foreach (var person in (string[])["Ada", "Bob", "Cid"])
        {
            pages[person] = await SignedInAsync();
        }

        foreach (var question in asked)
        {
            var page = pages[question[..3]];
            if (!question.EndsWith('1'))
            {
                await page.NewChatAsync();
            }

            await page.AskAsync(question);
        }

        // Each page shows its person's last question: the fourth of Ada, the third of the others.
        await Expect(pages["Ada"].Reply.GetByText("10th in line")).ToBeVisibleAsync();
        await Expect(pages["Bob"].Reply.GetByText("8th in line")).ToBeVisibleAsync();
        await Expect(pages["Cid"].Reply.GetByText("9th in line")).ToBeVisibleAsync();
        await Expect(pages["Ada"].Conversations.GetByLabel("Waiting in line, position 1", new() { Exact = true })).ToBeVisibleAsync();

        await holder.StopButton.ClickAsync();
        foreach (var page in pages.Values)
        {
            await page.StatusBecomesAsync("complete");
        }

        string[] fair = ["Ada 1", "Bob 1", "Cid 1", "Ada 2", "Bob 2", "Cid 2", "Ada 3", "Bob 3", "Cid 3", "Ada 4"];
        Assert.Equal(fair, Model.Requests.Select(r => asked.Find(q => r.Body.RootElement.GetRawText().Contains(q, StringComparison.Ordinal))).OfType<string>());
    }

    /// <summary>One generation at a time.</summary>
    public sealed class OneAtATime : Stage
    {
        protected override void Configure(Dictionary<string, string> settings) => settings["Queue:MaxConcurrency"] = "1";
    }
}
