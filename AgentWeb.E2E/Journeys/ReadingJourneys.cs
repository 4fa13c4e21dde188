using AgentWeb.E2E.Infrastructure.Browser;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Reading while the text grows.</summary>
[Collection<SharedStage>]
public sealed class ReadingJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    private const string ScrollTop = "() => document.querySelector('.chat-scroll').scrollTop";

    /// <summary>
    /// How far the end is below what a person sees: an observer tells the places of the very frame that is painted, while anything asked
    /// later may count text that came since.
    /// </summary>
    private const string FromEnd = """
        () => new Promise(resolve => {
          const scroller = document.querySelector('.chat-scroll');
          const painted = new IntersectionObserver(([entry]) => {
            painted.disconnect();
            resolve(Math.max(0, entry.boundingClientRect.bottom - entry.rootBounds.bottom));
          }, { root: scroller });
          painted.observe(scroller.firstElementChild);
        })
        """;

    /// <summary>A turn of the wheel is shown over several frames: the place where it ends.</summary>
    private const string Settled = """
        () => new Promise(resolve => {
          const scroller = document.querySelector('.chat-scroll');
          let last = scroller.scrollTop, same = 0;
          const look = () => {
            same = scroller.scrollTop === last ? same + 1 : 0;
            last = scroller.scrollTop;
            if (same === 20) resolve(last); else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        })
        """;

    [Fact]
    public async Task Stream_PageFollows_UntilThePersonScrollsUp()
    {
        var page = await SignedInAsync();
        await page.AskAsync("A long one. [[tokens=20000 tps=200 kind=mixed]]");
        await page.ReplyShowsAsync("Section 6");
        Assert.InRange(await page.Page.EvaluateAsync<double>(FromEnd), 0, 60);
        var jump = page.Page.Locator("[data-jump-latest]");
        await Expect(jump).ToBeHiddenAsync();

        await page.Reply.HoverAsync();
        await page.Page.Mouse.WheelAsync(0, -500);
        await Expect(jump).ToBeVisibleAsync();
        var place = await page.Page.EvaluateAsync<double>(Settled);
        await page.ReplyShowsAsync("Section 10");
        Assert.Equal(place, await page.Page.EvaluateAsync<double>(ScrollTop));

        await jump.ClickAsync();
        await Expect(jump).ToBeHiddenAsync();
        await page.ReplyShowsAsync("Section 13");
        Assert.InRange(await page.Page.EvaluateAsync<double>(FromEnd), 0, 60);
        await page.StopButton.ClickAsync();
        await page.StatusBecomesAsync("stopped");
    }

    [Fact]
    public async Task Open_LongConversation_StandsAtItsEnd()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("A long one at once. [[tokens=2000 kind=mixed]]");

        await page.ReloadAsync();

        await page.StatusBecomesAsync("complete");
        await Expect(page.Page.Locator("[data-jump-latest]")).ToBeHiddenAsync();
        await page.Page.WaitForFunctionAsync($"async () => document.querySelector('.chat-scroll').scrollTop > 0 && await ({FromEnd})() < 60");
    }

    [Fact]
    public async Task Code_CopyButton_CopiesTheCode()
    {
        var page = await SignedInAsync(new() { Permissions = ["clipboard-read", "clipboard-write"] });
        await page.AskToTheEndAsync("Some code. [[tokens=120 kind=code]]");
        using var clipboard = await TakeClipboardAsync();
        var button = page.ReplyText.Locator("button[data-copy]");
        await button.EvaluateAsync("button => { window.said = []; new MutationObserver(() => window.said.push(button.textContent)).observe(button, { childList: true }); }");

        await button.ClickAsync();

        await page.Page.WaitForFunctionAsync("async () => (await navigator.clipboard.readText()).startsWith('var value1 = Compute(1')");
        await page.Page.WaitForFunctionAsync("() => window.said[0] === 'Copied'"); // It stands there for a moment only.
    }
}
