using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Accessibility;

/// <summary>Nothing moves for whoever asked for that: neither the caret of a reply that is written nor the mark of it in the sidebar.</summary>
[Collection<SharedStage>]
public sealed class MotionTests(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    /// <summary>Most animations that there were in any of the next frames.</summary>
    private const string Moving = """
        async () => {
          let most = 0;
          for (let frame = 0; frame < 30; frame++) {
            await new Promise(requestAnimationFrame);
            most = Math.max(most, document.getAnimations().length);
          }
          return most;
        }
        """;

    [Fact]
    public async Task ReducedMotion_WhileAReplyIsWritten_NothingMoves()
    {
        var page = await WritingAsync(new() { ReducedMotion = ReducedMotion.Reduce });

        await page.Page.WaitForFunctionAsync("() => document.getAnimations().length === 0");
        Assert.Equal(0, await page.Page.EvaluateAsync<int>(Moving));

        await EndAsync(page);
    }

    [Fact]
    public async Task UsualMotion_WhileAReplyIsWritten_ShowsThatSomethingGoesOn()
    {
        var page = await WritingAsync(new() { ReducedMotion = ReducedMotion.NoPreference });

        Assert.True(await page.Page.EvaluateAsync<int>(Moving) > 0);

        await EndAsync(page);
    }

    /// <summary>Somebody whose reply is being written, here and by the mark of the sidebar.</summary>
    private async Task<JourneyPage> WritingAsync(BrowserNewContextOptions options)
    {
        var page = await SignedInAsync(options);
        await page.AskAsync("Write for long. [[tokens=3000 tps=30 kind=paragraph]]");
        await page.ReplyShowsAsync("In step 1 ");
        await Expect(page.Conversations.Locator(".pulse")).ToBeVisibleAsync();
        return page;
    }

    private static async Task EndAsync(JourneyPage page)
    {
        await page.StatusBecomesAsync("streaming"); // It was written all the time.
        await page.StopButton.ClickAsync();
        await page.StatusBecomesAsync("stopped");
    }
}
