using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.Server;
using AgentWeb.E2E.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Accessibility;

/// <summary>The pages about who gets in break no rule of WCAG 2.2 AA; light and dark, on a desk and on a phone.</summary>
public sealed class SecurityAccessibilityTests(Stage stage, BrowserFixture browser) : Journey(stage, browser), IClassFixture<Stage>
{
    public static TheoryData<ColorScheme, int> Looks => AccessibilityTests.Looks;

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Security_HasNoViolations(ColorScheme scheme, int width)
    {
        var account = await NewAccountAsync();
        var page = await NewBrowserAsync(AccessibilityTests.Look(scheme, width));
        await page.OpenAsync("/forgot");
        await CheckAsync(page, scheme, width, "forgot");
        await page.OpenAsync("/reset?token=none");
        await CheckAsync(page, scheme, width, "reset");
        await page.SignInAsync(account);
        await page.OpenAsync("/account/security");
        await page.Page.GetByLabel("Name of the new key").FillAsync("Backup script");
        await Button(page.Page.Locator(".key-form"), "Create key").ClickAsync();
        await Expect(page.Page.Locator("#new-key")).ToBeVisibleAsync();
        await CheckAsync(page, scheme, width, "security");
        await page.OpenAsync("/account/two-factor");
        await CheckAsync(page, scheme, width, "two-factor");
        var key = (await page.Page.Locator(".two-factor-key code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await page.Page.GetByLabel("Code that the app shows").FillAsync(Authenticator.CodeOf(key, TimeProvider.System.GetUtcNow()));
        await Button(page.Page.Locator("main"), "Switch on").ClickAsync();
        await Expect(page.Page.Locator(".recovery-codes li")).ToHaveCountAsync(10);
        await CheckAsync(page, scheme, width, "recovery codes");
        await page.OpenAsync("/account/delete");
        await CheckAsync(page, scheme, width, "delete account");
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Users_HaveNoViolations(ColorScheme scheme, int width)
    {
        var page = await NewBrowserAsync(AccessibilityTests.Look(scheme, width));
        await page.SignInAsync(Administrator);
        await page.OpenAsync("/admin/users");
        await Expect(page.Page.Locator("tbody tr").First).ToBeVisibleAsync();
        await page.Page.Locator("tbody input[type=checkbox]").First.CheckAsync();
        await Button(page.Page.Locator(".admin-bulk"), "Lock").ClickAsync();
        await Expect(Button(page.Page.Locator(".admin-confirm"), "Yes, all of them (1)")).ToBeFocusedAsync();
        await CheckAsync(page, scheme, width, "users");
        await Button(page.Page.Locator(".admin-confirm"), "Cancel").ClickAsync();
        await page.Page.Locator("tbody button").First.ClickAsync();
        await Expect(page.Page.Locator("dialog[open]")).ToBeVisibleAsync();
        await CheckAsync(page, scheme, width, "user");
        await Button(page.Page.Locator("dialog[open]"), "Close").ClickAsync();
        await Button(page.Page.Locator(".admin-head"), "Invite").ClickAsync();
        await CheckAsync(page, scheme, width, "invite");
    }

    /// <summary>The rules, no scrolling sideways, and a picture to be looked at.</summary>
    private static async Task CheckAsync(JourneyPage page, ColorScheme scheme, int width, string what)
    {
        await page.Page.ScreenshotAsync(new()
        {
            Path = Path.Combine(SolutionFolder.Artifacts("pictures"), $"{what.Replace(' ', '-')}-{scheme.ToString().ToLowerInvariant()}-{width}.png"),
            Animations = ScreenshotAnimations.Disabled,
            FullPage = true,
        });
        await AccessibilityTests.CheckAsync(page, what);
        Assert.False(await page.ScrollsSidewaysAsync(), $"{what} scrolls sideways");
        Assert.False(
            await page.Page.EvaluateAsync<bool>("() => [...document.querySelectorAll('dialog[open]')].some((d) => d.scrollWidth > d.clientWidth)"),
            $"the dialog of {what} scrolls sideways");
    }
}
