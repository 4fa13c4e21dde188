using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Going on with a reply.</summary>
public sealed class ContinueJourneys(ContinueJourneys.OneModel stage, BrowserFixture browser)
    : Journey(stage, browser), IClassFixture<ContinueJourneys.OneModel>
{
    [Fact]
    public async Task Continue_CodeCutAtTheLengthLimit_GoesOnInsideTheBlock()
    {
        Model.Enqueue(ModelScript.Reply("Here it is:\n\n```python\nprint(1)\npri") with { FinishReason = "length" });
        var page = await SignedInAsync();
        var other = await NewTabAsync(page);
        await page.AskToTheEndAsync("Write a program.");
        await Expect(page.Notice).ToContainTextAsync("length limit");
        await page.ConversationOpensAsync();
        await other.OpenChatAsync("/c/" + page.SessionId);

        Model.Enqueue(ModelScript.Reply("```python\nprint(2)\n```\n\nThat is all."));
        await ContinueOf(page).ClickAsync();

        foreach (var tab in new[] { page, other })
        {
            await tab.ReplyShowsAsync("That is all.");
            await tab.StatusBecomesAsync("complete");
            await Expect(tab.ReplyText.Locator("pre")).ToHaveCountAsync(1);
            Assert.Equal("print(1)\nprint(2)", (await tab.ReplyText.Locator("pre code").TextContentAsync())?.Trim());
        }

        await page.Reply.GetByRole(AriaRole.Button, new() { Name = "Remove the last continuation" }).ClickAsync();
        await Expect(page.Notice).ToContainTextAsync("length limit");
        await Expect(other.Notice).ToContainTextAsync("length limit");
        Assert.Equal("print(1)\npri", (await page.ReplyText.Locator("pre code").TextContentAsync())?.Trim());
    }

    [Fact]
    public async Task Continue_StoppedReply_IsOfferedAgainAfterAReload()
    {
        var page = await SignedInAsync();
        await page.AskAsync("Talk until I stop you. [[tokens=5000 tps=50 kind=paragraph]]");
        await page.StatusBecomesAsync("streaming");
        await Expect(page.ReplyText).Not.ToBeEmptyAsync();
        await page.StopButton.ClickAsync();
        await page.StatusBecomesAsync("stopped");
        await page.ConversationOpensAsync();
        var before = (await page.ReplyText.TextContentAsync())!;
        await page.ReloadAsync();

        Model.Enqueue(ModelScript.Reply(" And on it goes."));
        await ContinueOf(page).ClickAsync();

        await page.StatusBecomesAsync("complete");
        await page.ReplyShowsAsync("And on it goes.");
        Assert.StartsWith(before.TrimEnd(), (await page.ReplyText.TextContentAsync())!, StringComparison.Ordinal);
        await Expect(ContinueOf(page)).ToHaveCountAsync(0);
    }

    private static ILocator ContinueOf(JourneyPage page) => page.Reply.GetByRole(AriaRole.Button, new() { Name = "Continue" });

    /// <summary>A server of its own: answers are queued at its model server.</summary>
    public sealed class OneModel : Stage;
}
