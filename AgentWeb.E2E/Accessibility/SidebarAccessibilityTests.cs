using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Accessibility;

/// <summary>Finding and organising conversations breaks no rule of WCAG 2.2 AA; light and dark, on a desk and on a phone.</summary>
[Collection<SharedStage>]
public sealed class SidebarAccessibilityTests(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    public static TheoryData<int> Widths => AccessibilityTests.Widths;

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task FindAndOrganise_HaveNoViolations(int width)
    {
        var page = await SignedInAsync(AccessibilityTests.Look(width));
        await page.AskToTheEndAsync("An entry for the list.");
        if (width < 500)
        {
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Show conversations" }).ClickAsync();
        }

        var field = page.Page.GetByLabel("Search conversations");
        await field.FillAsync("entry");
        await Expect(page.Page.Locator("[data-search-result]")).ToHaveCountAsync(1);
        await AccessibilityTests.CheckAsync(page, "results");
        await field.FillAsync("nothing like it");
        await Expect(page.Page.GetByText("Nothing was found for")).ToBeVisibleAsync();
        await AccessibilityTests.CheckAsync(page, "nothing found");
        await field.PressAsync("Escape");

        await OpenMenuAsync(page, "Folder and tags");
        await page.Page.GetByLabel("Folder", new() { Exact = true }).SelectOptionAsync("New folder…");
        await page.Page.GetByLabel("Tags", new() { Exact = true }).FillAsync("work");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await AccessibilityTests.CheckAsync(page, "refused folder");
        await page.Page.GetByLabel("Name of the new folder").FillAsync("Projects");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.Page.GetByText("Folders and tags").ClickAsync();
        await AccessibilityTests.CheckAsync(page, "folders");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Projects" }).ClickAsync();
        await Expect(page.Page.GetByLabel("Actions for the folder Projects")).ToBeVisibleAsync();
        await Expect(page.Page.Locator("li[data-session-id]")).ToHaveCountAsync(1); // Its list is read anew; a menu that is opened before would go.
        await AccessibilityTests.CheckAsync(page, "a folder");
        await OpenMenuAsync(page, "Select");
        await Expect(page.Page.GetByRole(AriaRole.Toolbar)).ToBeVisibleAsync();
        await AccessibilityTests.CheckAsync(page, "selection");
    }

    private static async Task OpenMenuAsync(JourneyPage page, string action)
    {
        var row = page.Page.Locator("li[data-session-id]");
        await row.HoverAsync();
        await row.Locator("summary").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = action, Exact = true }).ClickAsync();
    }
}
