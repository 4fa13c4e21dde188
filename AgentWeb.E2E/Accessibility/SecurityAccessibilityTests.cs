using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.Server;
using AgentWeb.E2E.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Accessibility;

/// <summary>The pages about who gets in break no rule of WCAG 2.2 AA; light and dark, on a desk and on a phone.</summary>
[Collection<SharedStage>]
public sealed class SecurityAccessibilityTests(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    public static TheoryData<int> Widths => AccessibilityTests.Widths;

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Security_HasNoViolations(int width)
    {
        var account = await NewAccountAsync();
        var page = await NewBrowserAsync(AccessibilityTests.Look(width));
        await page.OpenAsync("/forgot");
        await CheckAsync(page, width, "forgot");
        await page.OpenAsync("/reset?token=none");
        await CheckAsync(page, width, "reset");
        await page.EnterAsync(account);
        await page.OpenAsync("/account/security");
        await page.Page.GetByLabel("Name of the new key").FillAsync("Backup script");
        await Button(page.Page.Locator(".key-form"), "Create key").ClickAsync();
        await Expect(page.Page.Locator("#new-key")).ToBeVisibleAsync();
        await CheckAsync(page, width, "security");
        await page.OpenAsync("/account/two-factor");
        await CheckAsync(page, width, "two-factor");
        var key = (await page.Page.Locator(".two-factor-key code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await page.Page.GetByLabel("Code that the app shows").FillAsync(Authenticator.CodeOf(key, TimeProvider.System.GetUtcNow()));
        await Button(page.Page.Locator("main"), "Switch on").ClickAsync();
        await Expect(page.Page.Locator(".recovery-codes li")).ToHaveCountAsync(10);
        await CheckAsync(page, width, "recovery codes");
        await page.OpenAsync("/account/delete");
        await CheckAsync(page, width, "delete account");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Users_HaveNoViolations(int width)
    {
        var page = await NewBrowserAsync(AccessibilityTests.Look(width));
        await page.EnterAsync(Administrator);
        await page.OpenAsync("/admin/users");
        await Expect(page.Page.Locator("tbody tr").First).ToBeVisibleAsync();
        await page.Page.Locator("tbody input[type=checkbox]").First.CheckAsync();
        await Button(page.Page.Locator(".admin-bulk"), "Lock").ClickAsync();
        await Expect(Button(page.Page.Locator(".admin-confirm"), "Yes, all of them (1)")).ToBeFocusedAsync();
        await CheckAsync(page, width, "users");
        await Button(page.Page.Locator(".admin-confirm"), "Cancel").ClickAsync();
        await page.Page.Locator("tbody button").First.ClickAsync();
        await Expect(page.Page.Locator("dialog[open]")).ToBeVisibleAsync();
        await CheckAsync(page, width, "user");
        await Button(page.Page.Locator("dialog[open]"), "Close").ClickAsync();
        await Button(page.Page.Locator(".admin-head"), "Invite").ClickAsync();
        await Expect(page.Page.Locator("dialog[open]")).ToContainTextAsync("The link makes one account");
        await CheckAsync(page, width, "invite");
    }

    /// <summary>The rules, no scrolling sideways, and pictures to be looked at.</summary>
    private static async Task CheckAsync(JourneyPage page, int width, string what)
    {
        await AccessibilityTests.CheckAsync(page, what, scheme => page.Page.ScreenshotAsync(new()
        {
            Path = Path.Combine(SolutionFolder.Artifacts("pictures"), $"{what.Replace(' ', '-')}-{scheme.ToString().ToLowerInvariant()}-{width}.png"),
            Animations = ScreenshotAnimations.Disabled,
            FullPage = true,
        }));
        Assert.False(await page.ScrollsSidewaysAsync(), $"{what} scrolls sideways");
        Assert.False(
            await page.Page.EvaluateAsync<bool>("() => [...document.querySelectorAll('dialog[open]')].some((d) => d.scrollWidth > d.clientWidth)"),
            $"the dialog of {what} scrolls sideways");
    }
}
