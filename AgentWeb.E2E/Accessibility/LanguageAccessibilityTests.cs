using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Journeys;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Accessibility;

/// <summary>The longer words of German break no rule and no layout; light and dark, on a desk and on a phone.</summary>
[Collection<SharedStage>]
public sealed class LanguageAccessibilityTests(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    public static TheoryData<int> Widths => AccessibilityTests.Widths;

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task German_ChatAndSettings_HaveNoViolations(int width)
    {
        var page = await SignedInAsync(AccessibilityTests.Look(width));
        await LanguageJourneys.ChooseAsync(page, "Deutsch", "de");
        await CheckAsync(page, "settings");

        await page.OpenChatAsync();
        await CheckAsync(page, "start screen");
        await page.AskToTheEndAsync("Show me everything. [[tokens=600 tps=2000 kind=mixed]]");
        await page.AskAsync("Break off. [[tokens=50 fault=Drop after=20]]");
        await page.StatusBecomesAsync("interrupted");
        await Expect(page.Notice).ToContainTextAsync("Die Verbindung zum Modellserver endete");
        await CheckAsync(page, "conversation");
    }

    private static async Task CheckAsync(JourneyPage page, string what)
    {
        await AccessibilityTests.CheckAsync(page, what);
        Assert.False(await page.ScrollsSidewaysAsync(), $"The page “{what}” scrolls sideways.");
    }
}
