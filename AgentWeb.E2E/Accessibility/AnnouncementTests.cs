using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Journeys;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Accessibility;

/// <summary>What a screen reader hears of a reply: not each of its words as it comes, but all of it, politely, once it is there.</summary>
[Collection<SharedStage>]
public sealed class AnnouncementTests(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    /// <summary>Notes what a reply says at the moment it is no longer busy, which is when it is announced.</summary>
    private const string Listen = """
        () => {
          window.announced = [];
          new MutationObserver((changes) => {
            for (const { target } of changes) {
              if (target.matches('article') && target.getAttribute('aria-busy') === 'false') {
                window.announced.push(target.querySelector('.reply-text').textContent);
              }
            }
          }).observe(document.body, { subtree: true, attributeFilter: ['aria-busy'] });
        }
        """;

    [Fact]
    public async Task Reply_Finished_IsAnnouncedOnceAndAsAWhole()
    {
        var page = await SignedInAsync();
        var gate = new ModelGate();
        var script = ModelScript.Reply("The first words stand at the beginning, and the last words are said at the very end.");
        Model.Enqueue(script with { Gate = gate, GateAfter = script.Tokens.Count / 2 });
        await page.Page.EvaluateAsync(Listen);
        await page.AskAsync("Say something.");
        await page.ReplyShowsAsync("The first words");

        var log = page.Page.Locator("[role=log]");
        await Expect(log).ToHaveAttributeAsync("aria-live", "polite");
        await Expect(log.Locator("article[data-role=assistant]")).ToHaveAttributeAsync("aria-busy", "true");
        Assert.Equal(0, await page.Page.EvaluateAsync<int>("() => window.announced.length"));
        gate.Open();

        await page.StatusBecomesAsync("complete");
        await Expect(page.Reply).ToHaveAttributeAsync("aria-busy", "false");
        Assert.Equal(1, await page.Page.EvaluateAsync<int>("() => window.announced.length"));
        Assert.Contains("said at the very end.", await page.Page.EvaluateAsync<string>("() => window.announced[0]"), StringComparison.Ordinal);
    }
}
