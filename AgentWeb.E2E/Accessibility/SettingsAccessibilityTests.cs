using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Accessibility;

/// <summary>Settings and what is done with a whole conversation break no rule of WCAG 2.2 AA; light and dark, on a desk and on a phone.</summary>
[Collection<SharedStage>]
public sealed class SettingsAccessibilityTests(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    public static TheoryData<int> Widths => AccessibilityTests.Widths;

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Settings_HaveNoViolations(int width)
    {
        var page = await SignedInAsync(AccessibilityTests.Look(width));
        await page.OpenAsync("/settings");
        await page.Page.GetByLabel("Name").FillAsync("two words");
        await Button(page.Page.Locator(".prompt-form"), "Save prompt").ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await AccessibilityTests.CheckAsync(page, "settings with a refused prompt");
        await page.Page.GetByLabel("Name").FillAsync("tidy");
        await page.Page.GetByLabel("Text").FillAsync("Tidy this text up: ");
        await Button(page.Page.Locator(".prompt-form"), "Save prompt").ClickAsync();
        await Expect(page.Page.Locator(".prompts li")).ToHaveCountAsync(1);
        await AccessibilityTests.CheckAsync(page, "settings");
        Assert.False(await page.ScrollsSidewaysAsync());

        await page.Page.Keyboard.PressAsync("Control+/");
        await Expect(page.Page.Locator("#shortcuts")).ToBeVisibleAsync();
        await AccessibilityTests.CheckAsync(page, "shortcuts");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.OpenChatAsync();
        await page.Composer.PressSequentiallyAsync("/t");
        await Expect(page.Page.Locator("[data-prompts] li")).ToHaveCountAsync(1);
        await AccessibilityTests.CheckAsync(page, "saved prompts");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task WholeConversation_HasNoViolations(int width)
    {
        var page = await SignedInAsync(AccessibilityTests.Look(width));
        await Button(page.Page.Locator(".chat-head"), "Temporary").ClickAsync();
        await Expect(page.Page.GetByText("A temporary chat")).ToBeVisibleAsync();
        await AccessibilityTests.CheckAsync(page, "temporary chat");
        await Button(page.Page.Locator(".chat-head"), "Temporary").ClickAsync();
        await page.Page.Locator(".composer-options summary").ClickAsync();
        await AccessibilityTests.CheckAsync(page, "options");
        await page.Composer.ClickAsync();

        await page.AskToTheEndAsync("Which roses are red?");
        await page.Page.GetByLabel("Actions for this conversation").ClickAsync();
        await AccessibilityTests.CheckAsync(page, "menu of the conversation");
        await Button(page.Page.Locator(".chat-head"), "End with a summary").ClickAsync();
        await Expect(page.Page.GetByText("Go on in a new chat")).ToBeVisibleAsync();
        await AccessibilityTests.CheckAsync(page, "ended conversation");
        await page.Page.GetByText("Go on in a new chat").ClickAsync();
        await page.Page.GetByText("Goes on from").ClickAsync();
        await AccessibilityTests.CheckAsync(page, "going on");
        Assert.False(await page.ScrollsSidewaysAsync());
    }
}
