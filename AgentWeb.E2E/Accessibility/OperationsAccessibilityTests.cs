using System.Net.Http.Json;
using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.Server;
using AgentWeb.E2E.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Accessibility;

/// <summary>What administrators watch breaks no rule of WCAG 2.2 AA; light and dark, on a desk and on a phone. It keeps a picture of each.</summary>
public sealed class OperationsAccessibilityTests(QueueJourneys.OneAtATime stage, BrowserFixture browser)
    : Journey(stage, browser), IClassFixture<QueueJourneys.OneAtATime>
{
    public static TheoryData<int> Widths => AccessibilityTests.Widths;

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task AdminPages_HaveNoViolations(int width)
    {
        using var busy = await ApiUser.RegisterAsync(Server, TestAccount.Unique("busy"));
        foreach (var number in Enumerable.Range(1, 3))
        {
            await OperationsJourneys.AskAsync(busy, $"Wait {number} [[tokens=5000 tps=20 kind=paragraph]]");
        }

        var page = await NewBrowserAsync(AccessibilityTests.Look(width));
        await page.EnterAsync(Administrator);
        await page.OpenAsync("/admin");
        var rows = page.Page.Locator("tr[data-run]");
        await Expect(rows.Nth(2)).ToBeVisibleAsync();
        await rows.Last.GetByRole(AriaRole.Button).ClickAsync();
        await page.Page.GetByText("Show as table").First.ClickAsync();
        await Expect(page.Page.Locator(".chart-table tbody tr").First).ToBeVisibleAsync();
        await CheckAsync(page, "operations", width);

        foreach (var session in await busy.SessionsAsync())
        {
            using var stopped = await busy.Http.PostAsJsonAsync("api/v1/chat/stop", new { session_id = (string?)session["session_id"] });
            stopped.EnsureSuccessStatusCode();
        }

        await page.OpenAsync("/admin/usage");
        await Expect(page.Page.Locator("[data-card=requests]")).ToBeVisibleAsync();
        await CheckAsync(page, "usage", width);
        await page.OpenAsync("/admin/sessions");
        await Expect(page.Page.Locator("[data-card=users]")).ToBeVisibleAsync();
        await CheckAsync(page, "sessions", width);
    }

    private static async Task CheckAsync(JourneyPage page, string what, int width)
    {
        await page.Page.EvaluateAsync("() => document.querySelector('.admin-scroll').scrollTo(0, 0)");
        await AccessibilityTests.CheckAsync(page, what, scheme => page.Page.ScreenshotAsync(new()
        {
            Path = Path.Combine(SolutionFolder.Artifacts("pictures"), $"admin-{what}-{scheme}-{width}.png"),
        }));
        Assert.False(await page.ScrollsSidewaysAsync(), $"{what} scrolls sideways");
    }
}
