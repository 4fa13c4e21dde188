using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.Server;
using AgentWeb.E2E.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Accessibility;

/// <summary>Configuration, models, audit log, health and backup break no rule of WCAG 2.2 AA; light and dark, on a desk and on a phone.</summary>
[Collection<SharedStage>]
public sealed class MaintenanceAccessibilityTests(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    public static TheoryData<int> Widths => AccessibilityTests.Widths;

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Pages_HaveNoViolations(int width)
    {
        var page = await NewBrowserAsync(AccessibilityTests.Look(width));
        await page.EnterAsync(Administrator);

        await page.OpenAsync("/admin/configuration/Files");
        await page.Page.Locator("#Files-MaxPerMessage").FillAsync("0");
        await Button(page.Page.Locator("main"), "Save changes").ClickAsync();
        await Expect(page.Page.Locator(".config-problem", new() { HasTextString = "From 1 to 100" })).ToBeVisibleAsync();
        await CheckAsync(page, "configuration with a refused value", "configuration", width);

        await page.OpenAsync("/admin/models");
        await Button(page.Page.Locator("main"), "Add model server").ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Edit fake/fake" }).ClickAsync();
        await page.Page.GetByLabel("Who may use it").SelectOptionAsync("Chosen");
        await Expect(page.Page.GetByLabel("E-mail addresses, one a line")).ToBeVisibleAsync();
        await CheckAsync(page, "models with their forms", "models", width);

        await page.OpenAsync("/admin/audit");
        await Expect(page.Page.Locator("h1")).ToHaveTextAsync("Audit log");
        await CheckAsync(page, "audit log", "audit", width);

        await page.OpenAsync("/admin/health");
        await Button(page.Page.Locator("main"), "Check now").ClickAsync();
        await Expect(page.Page.Locator("tbody tr")).ToHaveCountAsync(7);
        await CheckAsync(page, "health", "health", width);

        await page.OpenAsync("/admin/backup");
        await Button(page.Page.Locator("main"), "Back up now").ClickAsync();
        await Expect(page.Page.GetByText("The backup is made.")).ToBeVisibleAsync();
        await Button(page.Page.Locator("main"), "Run now").ClickAsync();
        await Expect(page.Page.GetByText("Done").First).ToBeVisibleAsync();
        await CheckAsync(page, "backup", "backup", width);
    }

    private static async Task CheckAsync(JourneyPage page, string what, string picture, int width)
    {
        await AccessibilityTests.CheckAsync(page, what, scheme => page.Page.ScreenshotAsync(new()
        {
            Path = Path.Combine(SolutionFolder.Artifacts("admin"), $"{picture}-{scheme}-{width}.png"),
        }));
        Assert.False(await page.ScrollsSidewaysAsync(), what);
    }
}
