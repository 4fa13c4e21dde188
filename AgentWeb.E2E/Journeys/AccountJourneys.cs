using System.Collections.Concurrent;
using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Coming in, staying out, leaving.</summary>
[Collection<SharedStage>]
public sealed class AccountJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    private const int FailuresThatLock = 5;

    [Fact]
    public async Task SignIn_WrongPassword_SaysSoAndTheRightOneWorks()
    {
        var account = await NewAccountAsync();
        var page = await NewBrowserAsync();
        page.Problems.Expect("401");

        await TryAsync(page, account.Email, "not the password");
        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("That email and password do not match an account.");
        await Expect(page.Page.GetByLabel("Email")).ToHaveValueAsync(account.Email);

        await page.SignInAsync(account);
    }

    [Fact]
    public async Task SignIn_RepeatedlyWrong_LocksTheAccountAlsoForTheRightPassword()
    {
        var account = await NewAccountAsync();
        var page = await NewBrowserAsync();
        page.Problems.Expect("401", "429");

        for (var i = 0; i < FailuresThatLock; i++)
        {
            await TryAsync(page, account.Email, "not the password");
        }

        await TryAsync(page, account.Email, account.Password);
        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Too many failed attempts");
        await page.OpenAsync("/");
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task SignIn_FromAnAddressInside_LeadsBackThere()
    {
        var account = await NewAccountAsync();
        var page = await NewBrowserAsync();
        await page.SignInAsync(account);
        await page.AskToTheEndAsync("Remember this place.");
        var path = "/c/" + page.SessionId;

        var later = await NewBrowserAsync();
        await later.SignInAsync(account, path);

        Assert.EndsWith(path, later.Page.Url);
        await Expect(later.Asked).ToHaveTextAsync(["Remember this place."]);
    }

    [Fact]
    public async Task Register_ThenSignOut_LeavesAnAccountThatSignsIn()
    {
        var account = TestAccount.Unique("new");
        var page = await NewBrowserAsync();
        await page.OpenAsync("/signin");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Register" }).ClickAsync();
        await page.Page.GetByLabel("Email").FillAsync(account.Email);
        await page.Page.GetByLabel("Password").FillAsync(account.Password);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Register" }).ClickAsync();
        await page.UsableAsync();

        await SignOutAsync(page, account);

        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await page.SignInAsync(account);
    }

    [Fact]
    public async Task Invitation_OfAnAdministrator_MakesOneForItsAddressAndWorksOnce()
    {
        var admin = await NewBrowserAsync();
        await admin.EnterAsync(Administrator);
        await admin.OpenAsync("/admin/users");
        var invited = TestAccount.Unique("invited");
        await Button(admin.Page.Locator("body"), "Invite").ClickAsync();
        var panel = admin.Page.GetByRole(AriaRole.Dialog);
        await panel.GetByLabel("Email, if only one may use it").FillAsync(invited.Email);
        await panel.GetByLabel("Role").SelectOptionAsync("Administrator");
        await Button(panel, "Make link").ClickAsync();
        var link = await panel.GetByLabel("The link; it is shown only now").InputValueAsync();
        await Expect(panel.GetByRole(AriaRole.Listitem)).ToContainTextAsync(invited.Email);

        var newcomer = await NewBrowserAsync();
        await newcomer.OpenAsync(new Uri(link).PathAndQuery);
        await Expect(newcomer.Page.GetByLabel("Email")).ToHaveValueAsync(invited.Email);
        await newcomer.Page.GetByLabel("Email").FillAsync(TestAccount.Unique("other").Email);
        await RegisterAsync(newcomer, invited.Password);
        await Expect(newcomer.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This invitation is for another email address.");
        await newcomer.Page.GetByLabel("Email").FillAsync(invited.Email);
        await RegisterAsync(newcomer, invited.Password);
        await newcomer.UsableAsync();
        await newcomer.OpenAsync("/admin");
        await Expect(newcomer.Page.GetByRole(AriaRole.Heading, new() { Name = "Operations" })).ToBeVisibleAsync();

        var late = await NewBrowserAsync();
        await late.OpenAsync(new Uri(link).PathAndQuery);
        await Expect(late.Page.GetByText("This invitation no longer works. Ask an administrator for another one.")).ToBeVisibleAsync();

        static async Task RegisterAsync(JourneyPage page, string password)
        {
            await page.Page.GetByLabel("Password").FillAsync(password);
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Register" }).ClickAsync();
        }
    }

    [Fact]
    public async Task OtherUser_OpensAConversationByItsAddress_LearnsNothing()
    {
        var owner = await SignedInAsync();
        await owner.AskToTheEndAsync("My secret is quince jelly.");
        var path = "/c/" + owner.SessionId;
        var other = await SignedInAsync();
        var seen = new ConcurrentQueue<string>(); // Frames come while the test goes on.
        other.Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => seen.Enqueue(frame.Text ?? System.Text.Encoding.UTF8.GetString(frame.Binary ?? []));

        await other.OpenAsync(path);

        await Expect(other.Page.GetByText("It may have been deleted, or it belongs to another account.")).ToBeVisibleAsync();
        await Expect(other.Page.GetByText("Your conversations will be listed here.")).ToBeVisibleAsync(); // All of the page has come.
        await Expect(other.Page.Locator("article")).ToHaveCountAsync(0);
        await Expect(other.Conversations).ToHaveCountAsync(0);
        Assert.DoesNotContain("quince", await other.Page.ContentAsync());
        Assert.NotEmpty(seen);
        Assert.DoesNotContain(seen, frame => frame.Contains("quince", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignOut_InOneTab_EndsTheOtherToo()
    {
        var account = await NewAccountAsync();
        var first = await NewBrowserAsync();
        await first.SignInAsync(account);
        await first.Composer.FillAsync("A draft that nobody else may find");
        await first.AskToTheEndAsync("Stay private.");
        var second = await NewTabAsync(first);
        await second.OpenChatAsync("/c/" + first.SessionId);
        await second.Composer.FillAsync("Another draft");

        await SignOutAsync(first, account);

        await Expect(second.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        Assert.Equal(0, await first.Page.EvaluateAsync<int>("() => Object.keys(localStorage).length"));
        await first.OpenAsync("/");
        await Expect(first.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    private static async Task TryAsync(JourneyPage page, string email, string password)
    {
        await page.OpenAsync("/signin");
        await page.Page.GetByLabel("Email").FillAsync(email);
        await page.Page.GetByLabel("Password").FillAsync(password);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }

    private static async Task SignOutAsync(JourneyPage page, TestAccount account)
    {
        await page.Page.Locator("summary").Filter(new() { HasText = account.Email }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }
}
