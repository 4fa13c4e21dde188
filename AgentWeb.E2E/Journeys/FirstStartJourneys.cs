using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>The first minutes with a server that nobody has set up.</summary>
public sealed class FirstStartJourneys(FirstStartJourneys.NotSetUp stage, BrowserFixture browser)
    : Journey(stage, browser), IClassFixture<FirstStartJourneys.NotSetUp>
{
    [Fact]
    public async Task SetUp_CodeFromTheLog_LeadsToTheFirstAnswer()
    {
        var administrator = TestAccount.Unique("admin");
        var page = await NewBrowserAsync();

        await page.OpenAsync("/");
        Assert.EndsWith("/setup", page.Page.Url);
        await page.Page.GetByLabel("Set-up code").FillAsync(await Server.SetupCodeAsync());
        await page.Page.GetByLabel("Email").FillAsync(administrator.Email);
        await page.Page.GetByLabel("Password").FillAsync(administrator.Password);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "administrator" }).ClickAsync();
        await page.UsableAsync();
        var before = Server.Log.ToString().Length;

        await page.AskToTheEndAsync("Are you there?");
        await page.ReplyShowsAsync("Hello from the test model.");
        // What the page reads meanwhile was rehearsed before the server was ready: compiling these queries takes longer than answering.
        Assert.DoesNotContain(Server.Log.ToString()[before..].Split(Environment.NewLine), line =>
            line.Contains("Compiling query expression", StringComparison.Ordinal)
            && line.Contains(".AsNoTracking()", StringComparison.Ordinal)
            && (line.Contains("DbSet<Conversation>", StringComparison.Ordinal) || line.Contains("DbSet<Message>", StringComparison.Ordinal)));
        await page.ConversationOpensAsync();
        await Expect(page.Conversations).ToHaveCountAsync(1);

        var another = await NewBrowserAsync();
        await another.OpenAsync("/setup");
        await Expect(another.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    /// <summary>A server as it is after unpacking.</summary>
    public sealed class NotSetUp : Stage
    {
        protected override void Configure(Dictionary<string, string> settings)
        {
            settings.Remove("Setup:AdminEmail");
            settings.Remove("Setup:AdminPassword");
            settings.Remove("Accounts:Registration");
            settings["Logging:LogLevel:Microsoft.EntityFrameworkCore.Query"] = "Debug";
        }
    }
}
