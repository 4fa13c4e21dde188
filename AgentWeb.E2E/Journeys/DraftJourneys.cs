using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>What was typed and not sent stays with the person: however a sign-in ends, nothing of it is left in the browser.</summary>
[Collection<SharedStage>]
public sealed class DraftJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    private const string Secret = "A draft that nobody else may find";
    private const string IsKept = "() => Object.values(localStorage).some(text => text.includes('nobody else may find'))";
    private const string IsGone = "() => Object.keys(localStorage).every(key => !key.startsWith('agentweb.draft/') && !key.startsWith('agentweb.outbox/'))";

    [Fact]
    public async Task SignIn_EndedByAnAdministrator_LeavesNoDraft()
    {
        var (page, account) = await WithDraftAsync();
        var dialog = await ManageAsync(account);

        await Button(dialog, "Sign out everywhere").ClickAsync();

        await IsOutWithoutDraftsAsync(page);
    }

    [Fact]
    public async Task SignIn_EndedByItsPersonElsewhere_LeavesNoDraft()
    {
        var (page, account) = await WithDraftAsync();
        var elsewhere = await NewBrowserAsync();
        await elsewhere.EnterAsync(account);
        await elsewhere.OpenAsync("/account/security");

        await Button(elsewhere.Page.Locator("main"), "Sign out everywhere").ClickAsync();

        await IsOutWithoutDraftsAsync(page);
    }

    [Fact]
    public async Task Password_SetByALink_LeavesNoDraft()
    {
        var (page, account) = await WithDraftAsync();
        var dialog = await ManageAsync(account);
        await Button(dialog, "Reset password by link").ClickAsync();
        var link = new Uri(await dialog.Locator("#reset-link").InputValueAsync());

        var other = await NewTabAsync(page);
        await other.OpenAsync(link.PathAndQuery);
        await other.Page.GetByLabel("New password").FillAsync("another correct horse battery");
        await Button(other.Page.Locator("main"), "Set password").ClickAsync();
        await Expect(other.Page.GetByText("The password is set.")).ToBeVisibleAsync();

        await IsOutWithoutDraftsAsync(page);
    }

    [Fact]
    public async Task Account_Deleted_LeavesNoDraft()
    {
        var (page, account) = await WithDraftAsync();

        await page.OpenAsync("/account/delete");
        Assert.True(await page.Page.EvaluateAsync<bool>(IsKept));
        await page.Page.GetByLabel("Current password").FillAsync(account.Password);
        await Button(page.Page.Locator("main"), "Delete my account for good").ClickAsync();

        await IsOutWithoutDraftsAsync(page);
    }

    [Fact]
    public async Task Draft_AnotherPersonComesWithoutTheSignInPage_IsGoneAndTheirsStays()
    {
        var (page, _) = await WithDraftAsync();
        await page.ReloadAsync();
        await Expect(page.Composer).ToHaveValueAsync(Secret);

        await page.Page.Context.ClearCookiesAsync();
        await page.EnterAsync(await NewAccountAsync());
        await page.Page.WaitForFunctionAsync(IsGone);
        await Expect(page.Composer).ToHaveValueAsync("");
        await page.Composer.FillAsync("Mine, which nobody else may find");
        await page.ReloadAsync();

        await Expect(page.Composer).ToHaveValueAsync("Mine, which nobody else may find");
    }

    private static async Task IsOutWithoutDraftsAsync(JourneyPage page)
    {
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await page.Page.WaitForFunctionAsync(IsGone);
    }

    private async Task<(JourneyPage Page, TestAccount Account)> WithDraftAsync()
    {
        var account = await NewAccountAsync();
        var page = await NewBrowserAsync();
        await page.EnterAsync(account);
        await page.Composer.FillAsync(Secret);
        Assert.True(await page.Page.EvaluateAsync<bool>(IsKept));
        return (page, account);
    }

    /// <summary>An administrator's panel about somebody.</summary>
    private async Task<ILocator> ManageAsync(TestAccount account)
    {
        var admin = await NewBrowserAsync();
        await admin.EnterAsync(Administrator);
        await admin.OpenAsync("/admin/users");
        await admin.Page.GetByLabel("Search by email").FillAsync(account.Email);
        await Button(admin.Page.Locator("tbody"), $"Manage {account.Email}").ClickAsync();
        return admin.Page.Locator("dialog[open]");
    }
}
