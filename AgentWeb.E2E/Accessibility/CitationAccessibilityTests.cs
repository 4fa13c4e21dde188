using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Journeys;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Accessibility;

/// <summary>Citations and their passages break no rule of WCAG 2.2 AA; light and dark, on a desk and on a phone.</summary>
[Collection<SharedStage>]
public sealed class CitationAccessibilityTests(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    public static TheoryData<int> Widths => AccessibilityTests.Widths;

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Citations_HaveNoViolations(int width)
    {
        var page = await SignedInAsync(AccessibilityTests.Look(width));
        await page.AttachAsync(("contract.md", CitationJourneys.Contract));
        Model.Enqueue(ModelScript.Reply("Notice takes three months [2], and the rent is 800 [1]."));
        await page.AskToTheEndAsync("How long is the notice period?");
        await Expect(page.ReplyText.Locator(".cite")).ToHaveCountAsync(2);
        await AccessibilityTests.CheckAsync(page, "reply with citations");
        Assert.False(await page.ScrollsSidewaysAsync());

        await page.ReplyText.Locator(".cite").First.ClickAsync();
        await Expect(page.Page.Locator(".passage-panel mark")).ToBeVisibleAsync();
        await AccessibilityTests.CheckAsync(page, "passage");
        Assert.False(await page.ScrollsSidewaysAsync());
    }
}
