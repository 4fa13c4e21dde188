using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Who gets in, and who is put out: a person with a second factor and a key, and an administrator with a user who streams.</summary>
[Collection<SharedStage>]
public sealed class SecurityJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Person_SetsUpACodeAndAKey_SignsOutEverywhereAndLeavesForGood()
    {
        var account = await NewAccountAsync();
        var page = await NewBrowserAsync();
        await page.SignInAsync(account);
        var elsewhere = await NewBrowserAsync();
        await elsewhere.SignInAsync(account);

        // The second factor: elsewhere is signed out by it.
        await page.OpenAsync("/account/security");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Two-factor sign-in" }).ClickAsync();
        var key = (await page.Page.Locator(".two-factor-key code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await Expect(page.Page.GetByAltText("QR code of the key")).ToBeVisibleAsync();
        await page.Page.GetByLabel("Code that the app shows").FillAsync(Authenticator.CodeOf(key, TimeProvider.System.GetUtcNow()));
        await Button(page.Page.Locator("main"), "Switch on").ClickAsync();
        await Expect(page.Page.Locator(".recovery-codes li")).ToHaveCountAsync(10);
        var recovery = await page.Page.Locator(".recovery-codes li").First.InnerTextAsync();
        await Expect(elsewhere.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();

        // A key, shown once, that opens the API until it is revoked.
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Back to security" }).ClickAsync();
        await Expect(page.Page.GetByText("10 recovery codes are left")).ToBeVisibleAsync();
        await page.Page.GetByLabel("Name of the new key").FillAsync("Backup script");
        await Button(page.Page.Locator(".key-form"), "Create key").ClickAsync();
        var text = await page.Page.Locator("#new-key").InputValueAsync();
        Assert.StartsWith("aw_", text, StringComparison.Ordinal);
        await Expect(page.Page.Locator(".key-curl")).ToContainTextAsync($"curl -H 'X-API-Key: {text}' {Server.Address}api/v1/sessions");
        await Button(page.Page.Locator("main"), "I have copied it").ClickAsync();
        await Expect(page.Page.Locator("#new-key")).ToHaveCountAsync(0);
        Assert.DoesNotContain(text, await page.Page.ContentAsync());
        using var program = new HttpClient { BaseAddress = Server.Address };
        program.DefaultRequestHeaders.Add("X-API-Key", text);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(program));
        await Button(page.Page.Locator("[data-keys]"), "Revoke: Backup script").ClickAsync();
        await Expect(page.Page.Locator("[data-keys] li")).ToHaveCountAsync(0);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(program));

        // Signing in takes the code now; a recovery code stands in.
        await elsewhere.Page.GetByLabel("Email").FillAsync(account.Email);
        await elsewhere.Page.GetByLabel("Password").FillAsync(account.Password);
        await Button(elsewhere.Page.Locator("main"), "Sign in").ClickAsync();
        await elsewhere.Page.GetByLabel("Code").FillAsync(recovery);
        await Button(elsewhere.Page.Locator("main"), "Sign in").ClickAsync();
        await elsewhere.UsableAsync();

        // Out everywhere, and in once more to leave for good.
        await page.OpenAsync("/account/security");
        await Expect(page.Page.Locator("[data-signins] li")).ToHaveCountAsync(2);
        await Expect(page.Page.Locator("[data-signins] li").Filter(new() { HasText = "This one" })).ToContainTextAsync("Chrome on Linux");
        await Button(page.Page.Locator("main"), "Sign out everywhere").ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await Expect(elsewhere.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await LeaveAsync(page, account, key);
    }

    [Fact]
    public async Task Administrator_InvitesLimitsAndLocks_AndItActsAtOnce()
    {
        var admin = await NewBrowserAsync();
        await admin.EnterAsync(Administrator);
        await admin.OpenAsync("/admin/users");
        var account = TestAccount.Unique("lea");

        // Created here; found by its address.
        await Button(admin.Page.Locator(".admin-head"), "Create account").ClickAsync();
        var dialog = admin.Page.Locator("dialog[open]");
        await dialog.GetByLabel("Email").FillAsync(account.Email);
        await dialog.GetByLabel("First password").FillAsync(account.Password);
        await Button(dialog, "Create account").ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Status)).ToContainTextAsync("is made");
        await Button(dialog, "Close").ClickAsync();
        await admin.Page.GetByLabel("Search by email").FillAsync(account.Email);
        await Expect(admin.Page.Locator("tbody tr")).ToHaveCountAsync(1);

        // A limit acts at once: no more tokens for today.
        var user = await NewBrowserAsync();
        await user.SignInAsync(account);
        await user.AskToTheEndAsync("How are you?");
        await Button(admin.Page.Locator("tbody"), $"Manage {account.Email}").ClickAsync();
        await dialog.GetByLabel("Tokens a day").FillAsync("1");
        await Button(dialog, "Save limits").ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Status)).ToHaveTextAsync("The limits are saved.");
        await user.Composer.FillAsync("And now?");
        await user.Composer.PressAsync("Enter");
        await Expect(user.Page.GetByText("It goes on at midnight UTC").First).ToBeVisibleAsync();
        await Button(dialog, "Close").ClickAsync();
        await Button(admin.Page.Locator("tbody"), $"Manage {account.Email}").ClickAsync();
        await dialog.GetByLabel("Tokens a day").FillAsync("");
        await Button(dialog, "Save limits").ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Status)).ToHaveTextAsync("The limits are saved."); // Of this time: the panel begins anew.
        await Expect(dialog.GetByLabel("Tokens a day")).ToHaveValueAsync("");

        // Locked while streaming: page and stream end within five seconds.
        await user.OpenChatAsync("/");
        await user.AskAsync("Go on for long. [[tokens=4000 tps=20]]");
        await user.StatusBecomesAsync("streaming");
        using var program = await ApiUser.SignInAsync(Server, account);
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/chat/stream")
        {
            Content = JsonContent.Create(new { message = "Go on for long too. [[tokens=4000 tps=20]]" }),
        };
        using var stream = await program.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);
        var streamEnds = MomentOfAsync(ReadToItsEndAsync(stream));
        var pageEnds = MomentOfAsync(user.Page.WaitForRequestAsync("**/signin?**")); // The page that follows may take its time.
        await Button(dialog, "Lock").ClickAsync();
        var locked = Stopwatch.GetTimestamp();
        await Expect(dialog.GetByRole(AriaRole.Status)).ToHaveTextAsync("The account is locked.");
        await Expect(user.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        Assert.True(Stopwatch.GetElapsedTime(locked, await streamEnds.WaitAsync(Deadline)) <= Promised, "The stream went on.");
        Assert.True(Stopwatch.GetElapsedTime(locked, await pageEnds) <= Promised, "The page went on.");
        await Button(dialog, "Close").ClickAsync();
        await Expect(admin.Page.Locator("tbody tr")).ToContainTextAsync("Locked");

        // Many at once, by number.
        await admin.Page.GetByLabel($"Choose {account.Email}").CheckAsync();
        await Button(admin.Page.Locator(".admin-bulk"), "Delete").ClickAsync();
        await Expect(admin.Page.Locator(".admin-confirm")).ToContainTextAsync("Delete the chosen accounts (1)");
        await Button(admin.Page.Locator(".admin-confirm"), "Yes, all of them (1)").ClickAsync();
        await Expect(admin.Page.Locator("tbody tr")).ToHaveCountAsync(0);
    }

    /// <summary>When something happened, in Stopwatch ticks.</summary>
    private static async Task<long> MomentOfAsync(Task happens)
    {
        await happens;
        return Stopwatch.GetTimestamp();
    }

    /// <summary>However it ends: a stream that is cut ends in the middle.</summary>
    private static async Task ReadToItsEndAsync(HttpResponseMessage stream)
    {
        try
        {
            await stream.Content.ReadAsStringAsync();
        }
        catch (HttpRequestException)
        {
            // Cut.
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient program)
    {
        using var answer = await program.GetAsync("api/v1/sessions");
        return answer.StatusCode;
    }

    private static async Task LeaveAsync(JourneyPage page, TestAccount account, string key)
    {
        await page.Page.GetByLabel("Email").FillAsync(account.Email);
        await page.Page.GetByLabel("Password").FillAsync(account.Password);
        await Button(page.Page.Locator("main"), "Sign in").ClickAsync();
        await page.Page.GetByLabel("Code").FillAsync(Authenticator.CodeOf(key, TimeProvider.System.GetUtcNow() + Authenticator.Step)); // The one of now was used.
        await Button(page.Page.Locator("main"), "Sign in").ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Your data" })).ToBeVisibleAsync(); // Back where the sign-in ended.
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Delete my account" }).ClickAsync();
        await page.Page.GetByLabel("Current password").FillAsync(account.Password);
        await Button(page.Page.Locator("main"), "Delete my account for good").ClickAsync();
        await Expect(page.Page.GetByText("Your account and everything in it is deleted.")).ToBeVisibleAsync();
    }
}
