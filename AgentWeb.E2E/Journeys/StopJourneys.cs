using System.Diagnostics;
using AgentWeb.E2E.Infrastructure.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Stopping an answer: it says so while it happens, and only then that it has happened.</summary>
[Collection<SharedStage>]
public sealed class StopJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    /// <summary>How much later than the page the model server's process may notice that its connection has closed.</summary>
    private static readonly TimeSpan NoticeDelay = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Stop_ByClick_ShowsStoppingThenStoppedAndKeepsTheText()
    {
        var page = await SignedInAsync();
        await WatchStopAsync(page);
        await page.AskAsync("Count the sheep by click. [[tokens=3000 tps=40 kind=paragraph]]");
        await page.ReplyShowsAsync("In step 2");

        await page.StopButton.ClickAsync();

        await StopsAsync(page, "sheep by click");
    }

    [Fact]
    public async Task Escape_ThatClosesSomethingElse_LetsTheReplyGoOn()
    {
        var page = await SignedInAsync();
        await page.AskAsync("Count the sheep undisturbed. [[tokens=3000 tps=40 kind=paragraph]]");
        await page.ReplyShowsAsync("In step 2");

        await Button(page.Asked.First, "Edit message").ClickAsync();
        var editor = page.Page.GetByLabel("Edit your message");
        await Expect(editor).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(editor).ToHaveCountAsync(0);
        await page.Page.Keyboard.PressAsync("Control+/");
        var help = page.Page.GetByRole(AriaRole.Dialog);
        await Expect(help).ToBeVisibleAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(help).ToBeHiddenAsync();

        await page.ReplyShowsAsync("In step 5");
        await page.StatusBecomesAsync("streaming");
        await page.Composer.PressAsync("Escape");
        await page.StatusBecomesAsync("stopped");
    }

    [Fact]
    public async Task Stop_ByEscape_ShowsStoppingThenStoppedAndKeepsTheText()
    {
        var page = await SignedInAsync();
        await WatchStopAsync(page);
        await page.AskAsync("Count the sheep by key. [[tokens=3000 tps=40 kind=paragraph]]");
        await page.ReplyShowsAsync("In step 2");

        await page.Page.Keyboard.PressAsync("Escape");

        await StopsAsync(page, "sheep by key");
    }

    [Fact]
    public async Task Stop_BeforeTheFirstToken_OffersRetryWhichWorks()
    {
        var page = await SignedInAsync();
        await page.AskAsync("Think long. [[ttft=60000]]");
        await page.StatusBecomesAsync("processing");

        await page.StopButton.ClickAsync();

        await page.StatusBecomesAsync("stopped");
        await Expect(page.Notice).ToContainTextAsync("Stopped before the reply began.");
        await Expect(page.RetryButton).ToBeVisibleAsync();
    }

    private async Task StopsAsync(JourneyPage page, string about)
    {
        await page.StatusBecomesAsync("stopped");
        var request = await RequestAboutAsync(about);
        await request.WaitForDisconnectAsync(Deadline);
        var stoppedAt = DateTimeOffset.FromUnixTimeMilliseconds(await page.Page.EvaluateAsync<long>("() => Math.round(window.stopWatch.stoppedAt)"));
        var closedAt = TimeProvider.System.GetUtcNow() - Stopwatch.GetElapsedTime(request.DisconnectedAt!.Value);
        Assert.True(closedAt <= stoppedAt + NoticeDelay, $"The page showed stopped at {stoppedAt:O}, but the model was closed at {closedAt:O}.");
        Assert.False(request.Completed);
        Assert.Contains("Stopping", await page.Page.EvaluateAsync<string[]>("() => window.stopWatch.labels"));

        await Expect(page.Notice).ToContainTextAsync("Stopped. What arrived is kept.");
        await Expect(page.StopButton).ToHaveCountAsync(0);
        var kept = await page.WholeReplyTextAsync();
        Assert.StartsWith("In step 1 ", kept);
        await page.ConversationOpensAsync();
        await page.ReloadAsync();
        await page.StatusBecomesAsync("stopped");
        await Expect(page.ReplyText).ToHaveTextAsync(kept.Trim());
    }

    /// <summary>Remembers what the Stop button said, however briefly, and when the reply was first shown as stopped.</summary>
    private static Task WatchStopAsync(JourneyPage page) => page.Page.EvaluateAsync("""
        () => {
          const watch = window.stopWatch = { labels: [], stoppedAt: 0 };
          const note = (label) => {
            if (label && watch.labels.at(-1) !== label) watch.labels.push(label);
          };
          new MutationObserver((changes) => {
            // Several may come at once, the last of which takes the button away.
            for (const { attributeName, oldValue, removedNodes, target } of changes) {
              if (attributeName === 'aria-label' && target.matches('[data-stop]')) note(oldValue);
              for (const node of removedNodes) if (node.matches?.('[data-stop]')) note(node.getAttribute('aria-label'));
            }
            note(document.querySelector('[data-stop]')?.getAttribute('aria-label'));
            if (!watch.stoppedAt && document.querySelector('article[data-status=stopped]')) {
              watch.stoppedAt = performance.timeOrigin + performance.now();
            }
          }).observe(document.body, { childList: true, attributes: true, attributeOldValue: true, subtree: true });
        }
        """);
}
