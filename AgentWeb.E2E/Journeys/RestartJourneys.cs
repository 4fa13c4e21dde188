using AgentWeb.E2E.Infrastructure.Browser;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>The server goes away in the midst of a reply and comes back.</summary>
public sealed class RestartJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser), IClassFixture<Stage>
{
    [Fact]
    public async Task Kill_InTheMidst_PageRecoversWithTheTextAndRetryWorks()
    {
        var page = await SignedInAsync();
        page.Problems.Expect(ServerGone);
        await page.AskAsync("Survive a crash. [[tokens=3000 tps=40 kind=paragraph]]");
        await page.ReplyShowsAsync("In step 5 ");

        Server.Kill();
        await Expect(page.Page.Locator(".connection-reconnecting")).ToBeVisibleAsync();
        await Server.StartAsync();

        await page.StatusBecomesAsync("interrupted");
        await page.ReplyShowsAsync("In step 1 ");
        await Expect(page.Notice).Not.ToBeEmptyAsync();
        await page.UsableAsync();
        await page.RetryButton.ClickAsync();
        await page.StatusBecomesAsync("streaming");
        await page.ReplyShowsAsync("In step 2 ");
        await Expect(page.Asked).ToHaveCountAsync(1);
        await page.StopButton.ClickAsync();
        await page.StatusBecomesAsync("stopped");
    }

    [Fact]
    public async Task GracefulStop_InTheMidst_KeepsTheTextAndPageRecovers()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal that asks a process without a window to stop.");
        var page = await SignedInAsync();
        page.Problems.Expect(ServerGone);
        await page.AskAsync("Survive an update. [[tokens=3000 tps=40 kind=paragraph]]");
        await page.ReplyShowsAsync("In step 3 ");

        Assert.Equal(0, await Server.StopAsync());
        await (await RequestAboutAsync("an update")).WaitForDisconnectAsync(Deadline);
        await Server.StartAsync();

        await page.StatusBecomesAsync("interrupted");
        await page.ReplyShowsAsync("In step 3 ");
        await Expect(page.RetryButton).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Kill_WhileWaitingForTheFirstToken_RunsAgainByItself()
    {
        var page = await SignedInAsync();
        page.Problems.Expect(ServerGone);
        await page.AskAsync("Survive before a word. [[ttft=3000]]");
        await RequestAboutAsync("before a word");

        Server.Kill();
        await Server.StartAsync();

        await Expect(page.Page.Locator(".connection-back")).ToBeVisibleAsync(); // On a fresh page: the circuit went with the server.
        await page.StatusBecomesAsync("complete");
        await page.ReplyShowsAsync("Hello from the test model.");
        await Expect(page.Asked).ToHaveCountAsync(1);
    }
}
