using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>A long conversation that is opened where a search leads, far from its end.</summary>
[Collection<SharedStage>]
public sealed class EarlierPlaceJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    private const int Exchanges = 150;
    private const int Place = 70;
    private const string LastQuestion = "This is question 149.";

    [Fact]
    public async Task Rate_AtAnEarlierPlace_StaysThereAndShowsIt()
    {
        var page = await AtThePlaceAsync();
        var good = Button(Reply(page), "Good reply");

        await good.ClickAsync();

        await Expect(good).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(Question(page)).ToBeInViewportAsync();
        await Expect(Later(page)).ToHaveCountAsync(1);
        await page.Page.ReloadAsync();
        await Expect(good).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Fact]
    public async Task AnswerAgain_AtAnEarlierPlace_ShowsTheNewReplyThereAndTheOldWayBack()
    {
        var page = await AtThePlaceAsync();

        await Button(Reply(page), "Answer again").ClickAsync();
        await Expect(page.Asked.Last).ToContainTextAsync("okapis");
        await page.StatusBecomesAsync("complete");
        await Expect(Question(page)).ToBeInViewportAsync();
        await Expect(Later(page)).ToHaveCountAsync(0);
        await Button(page.Reply, "Previous version").ClickAsync();

        await Expect(Reply(page)).ToHaveCountAsync(1);
        await Expect(Question(page)).ToBeInViewportAsync();
        await Expect(page.Asked.Filter(new() { HasText = $"This is question {Place + 1}." })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Ask_AtAnEarlierPlace_GoesToTheEndWhereTheReplyStreams()
    {
        var page = await AtThePlaceAsync();

        await page.Composer.FillAsync("And giraffes? [[tokens=5000 tps=50 kind=paragraph]]");
        await page.Composer.PressAsync("Enter");

        await Expect(page.Asked.Last).ToContainTextAsync("And giraffes?");
        await page.ReplyShowsAsync("In step 1 ");
        await Expect(page.Reply).ToBeInViewportAsync();
        await Expect(page.Asked.Filter(new() { HasText = LastQuestion })).ToHaveCountAsync(1);
        await Expect(Question(page)).ToHaveCountAsync(0);
        await Expect(Later(page)).ToHaveCountAsync(0);
        await page.StopButton.ClickAsync();
        await page.StatusBecomesAsync("stopped");
    }

    [Fact]
    public async Task JumpToLatest_AtTheEndOfWhatIsShown_LeadsToTheEndOfTheConversation()
    {
        var page = await AtThePlaceAsync();
        var jump = page.Page.Locator("[data-jump-latest]");
        await Later(page).ScrollIntoViewIfNeededAsync();
        await Expect(jump).ToBeVisibleAsync();

        await jump.ClickAsync();

        await Expect(page.Asked.Last).ToContainTextAsync(LastQuestion);
        await Expect(page.Reply).ToBeInViewportAsync();
        await Expect(jump).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Stop_AtAnEarlierPlace_StopsTheReplyThatRunsAtTheEnd()
    {
        var page = await AtThePlaceAsync();
        await page.Composer.FillAsync("And zebras? [[tokens=5000 tps=50 kind=paragraph]]");
        await page.Composer.PressAsync("Enter");
        await page.ReplyShowsAsync("In step 1 ");
        await page.Page.ReloadAsync();
        await Expect(Question(page)).ToBeInViewportAsync();
        await Expect(Later(page)).ToHaveCountAsync(1);

        await page.StopButton.ClickAsync();

        await (await RequestAboutAsync("And zebras?")).WaitForDisconnectAsync(Deadline);
        await Expect(page.StopButton).ToHaveCountAsync(0);
        await Expect(Question(page)).ToBeInViewportAsync();
    }

    private static ILocator Question(JourneyPage page) => page.Asked.Filter(new() { HasText = "okapis" });

    private static ILocator Reply(JourneyPage page) => page.Replies.Filter(new() { HasText = $"This is answer {Place}." });

    private static ILocator Later(JourneyPage page) => page.Page.Locator("[data-later]");

    /// <summary>Somebody with a long conversation, who has searched for a message in the midst of it.</summary>
    private async Task<JourneyPage> AtThePlaceAsync()
    {
        var account = await NewAccountAsync();
        using (var api = await ApiUser.SignInAsync(Server, account))
        {
            using var imported = await api.Http.PostAsJsonAsync("api/v1/sessions/import", Conversation());
            imported.EnsureSuccessStatusCode();
        }

        var page = await NewBrowserAsync();
        await page.EnterAsync(account);
        await page.Page.GetByLabel("Search conversations").FillAsync("okapis");
        await page.Page.Locator("[data-search-result]").ClickAsync();
        await Expect(Question(page)).ToBeInViewportAsync();
        await Expect(page.Asked.Filter(new() { HasText = LastQuestion })).ToHaveCountAsync(0);
        return page;
    }

    private static JsonObject Conversation()
    {
        var messages = new JsonArray();
        for (var i = 0; i < Exchanges; i++)
        {
            var about = i == Place ? " It is about okapis." : "";
            messages.Add(new JsonObject { ["role"] = "user", ["content"] = $"This is question {i}.{about}" });
            messages.Add(new JsonObject { ["role"] = "assistant", ["content"] = $"This is answer {i}." });
        }

        return new() { ["title"] = "A long one", ["chat"] = new JsonObject { ["messages"] = messages } };
    }
}
