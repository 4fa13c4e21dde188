using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.Server;
using AgentWeb.E2E.Journeys;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Faults;

/// <summary>What people see of faults in their pages, and what their pages can do wrong.</summary>
public sealed class PageFaults(Limitable stage, BrowserFixture browser) : Journey(stage, browser), IClassFixture<Limitable>
{
    private static readonly string[] NetworkGone = ["ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "WebSocket", "Connection disconnected", "Failed to fetch", "/_blazor"];

    [Fact]
    public async Task Cut_AgainAndAgain_ShowsTheWholeReplyOnce()
    {
        var ann = await BeginAsync();
        await using var network = CuttableNetwork.To(Server.Address);
        var page = await NewBrowserAsync(network.Address);
        page.Problems.Expect(NetworkGone);
        await page.EnterAsync(ann.Account);
        var text = new Outgoing("[[tokens=400 tps=50 kind=paragraph]]").Text;
        await page.AskAsync(text);

        foreach (var step in new[] { "In step 1 ", "In step 5 ", "In step 9 " })
        {
            await page.ReplyShowsAsync(step);
            network.Cut();
            await Expect(page.Page.Locator(".connection-reconnecting")).ToBeVisibleAsync();
            network.Mend();
            await Expect(page.Page.Locator(".connection-reconnecting")).ToBeHiddenAsync();
        }

        await page.StatusBecomesAsync("complete");
        await Expect(page.Asked).ToHaveCountAsync(1);
        await NothingIsLostAsync(ann, text);
        await ShowsWhatIsStoredAsync(page, ann);
    }

    [Fact]
    public async Task TwoTabs_StopAtOnce_ShowTheSame()
    {
        var ann = await BeginAsync();
        var first = await NewBrowserAsync();
        await first.EnterAsync(ann.Account);
        var text = new Outgoing("[[tokens=3000 tps=50 kind=paragraph]]").Text;
        await first.AskAsync(text);
        await first.ConversationOpensAsync();
        var second = await NewTabAsync(first);
        await second.OpenChatAsync("/c/" + first.SessionId);
        await Task.WhenAll(first.ReplyShowsAsync("In step 3 "), second.ReplyShowsAsync("In step 3 "));

        await Task.WhenAll(first.Page.Keyboard.PressAsync("Escape"), second.Page.Keyboard.PressAsync("Escape"));

        await Task.WhenAll(first.StatusBecomesAsync("stopped"), second.StatusBecomesAsync("stopped"));
        await NothingIsLostAsync(ann, text);
        await ShowsWhatIsStoredAsync(first, ann);
        await ShowsWhatIsStoredAsync(second, ann);
    }

    [Fact]
    public async Task Send_WhileNothingCanBeWritten_SaysSoAndKeepsTheDraft()
    {
        var ann = await BeginAsync();
        var page = await NewBrowserAsync();
        await page.EnterAsync(ann.Account);
        var text = new Outgoing("Please keep me.").Text;

        await Limitable.LimitFilesAsync(Server, "0");
        try
        {
            await page.Composer.FillAsync(text);
            await page.Composer.PressAsync("Enter");
            await Expect(page.Page.Locator("[data-browser-notice]")).ToContainTextAsync("does not take changes");
            await Expect(page.Composer).ToHaveValueAsync(text);
            await Expect(page.Asked).ToHaveCountAsync(0);
        }
        finally
        {
            await Limitable.LimitFilesAsync(Server, "unlimited");
        }

        await page.Composer.PressAsync("Enter");
        await page.StatusBecomesAsync("complete");
        await Expect(page.Asked).ToHaveCountAsync(1);
        await Expect(page.Composer).ToHaveValueAsync("");
        await NothingIsLostAsync(ann, text);
    }

    [Fact]
    public async Task Retry_WhileNothingCanBeWritten_SaysSoAndWorksOnceItCan()
    {
        var ann = await BeginAsync();
        var page = await NewBrowserAsync();
        await page.EnterAsync(ann.Account);
        await page.AskAsync(new Outgoing("[[status=401 times=1]]").Text);
        await page.StatusBecomesAsync("error");

        await Limitable.LimitFilesAsync(Server, "0");
        try
        {
            await page.RetryButton.ClickAsync();
            await Expect(page.Page.GetByText("does not take changes")).ToBeVisibleAsync();
        }
        finally
        {
            await Limitable.LimitFilesAsync(Server, "unlimited");
        }

        await page.RetryButton.ClickAsync();
        await page.StatusBecomesAsync("complete");
        await Expect(page.Asked).ToHaveCountAsync(1);
    }

    private async Task<Person> BeginAsync()
    {
        stage.Forget();
        return await stage.PersonAsync(0);
    }

    private async Task NothingIsLostAsync(Person person, string text)
    {
        await person.RememberPageAsync(stage.Database, text);
        await (await stage.InvariantsAsync()).HoldAsync();
    }

    private static async Task ShowsWhatIsStoredAsync(JourneyPage page, Person person)
    {
        var asked = person.Accepted[0];
        var stored = (string)(await person.ReplyAsync(asked))["content"]!;
        await Expect(page.ReplyText).ToHaveTextAsync(stored.Trim());
    }
}
