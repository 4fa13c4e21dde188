using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>What is done with a whole conversation: titles, options, ending, going on, temporary ones.</summary>
public sealed class WholeConversationJourneys(WholeConversationJourneys.WithTitles stage, BrowserFixture browser)
    : Journey(stage, browser), IClassFixture<WholeConversationJourneys.WithTitles>
{
    [Fact]
    public async Task Title_AfterTheFirstExchange_ReplacesTheFirstWordsEverywhere()
    {
        Model.Enqueue(ModelScript.Reply("Cut above a bud."));
        Model.Enqueue(ModelScript.Reply("“Pruning Roses”"));
        var page = await SignedInAsync();

        await page.AskToTheEndAsync("How and when do I prune my roses?");

        await Expect(page.Conversations.First).ToContainTextAsync("Pruning Roses");
        await Expect(page.Page).ToHaveTitleAsync("Pruning Roses · AgentWeb");
        await page.ConversationOpensAsync();
        await page.ReloadAsync();
        await Expect(page.Conversations.First).ToContainTextAsync("Pruning Roses");
    }

    [Fact]
    public async Task Options_OfAConversation_ReachTheModelAndStay()
    {
        var page = await SignedInAsync();
        await page.Page.Locator(".composer-options summary").ClickAsync();
        await page.Page.GetByLabel("Instructions").FillAsync("Answer in rhymes.");
        await page.Page.GetByLabel("Temperature").FillAsync("0.3");
        await page.Page.GetByLabel("Longest reply").FillAsync("321");
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(page.Page.GetByLabel("Instructions")).ToBeHiddenAsync();

        await page.AskToTheEndAsync("With options, please.");

        var request = (await RequestEndingWithAsync("With options, please.")).Body.RootElement;
        Assert.Equal("system", request.GetProperty("messages")[0].GetProperty("role").GetString());
        Assert.Equal("Answer in rhymes.", request.GetProperty("messages")[0].GetProperty("content").GetString());
        Assert.Equal(0.3, request.GetProperty("temperature").GetDouble(), precision: 5);
        Assert.Contains("321", request.GetRawText(), StringComparison.Ordinal);
        await page.ConversationOpensAsync();
        await page.ReloadAsync();
        await page.Page.Locator(".composer-options summary").ClickAsync();
        await Expect(page.Page.GetByLabel("Instructions")).ToHaveValueAsync("Answer in rhymes.");
    }

    [Fact]
    public async Task Tokens_NearTheContextLimit_AreShownAsOneTypes()
    {
        var page = await SignedInAsync();
        var used = page.Page.Locator("[data-tokens]");
        await page.Composer.FillAsync("Short.");
        await Expect(used).ToBeHiddenAsync();

        await page.Composer.FillAsync(string.Concat(Enumerable.Repeat("word ", 1990)));
        await Expect(used).ToBeHiddenAsync(); // 2,488 of 8,192
        await page.AskToTheEndAsync("Much. [[tokens=7000 kind=paragraph]]");
        await page.Composer.FillAsync("More.");

        await Expect(used).ToContainTextAsync("of 8,192 tokens");
        await page.Composer.FillAsync(string.Concat(Enumerable.Repeat("word ", 1990)));
        await Expect(used).ToContainTextAsync("the oldest messages are left out");
    }

    [Fact]
    public async Task End_WithASummary_GoesOnInANewChatOrIsReopened()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("Which roses are red?");
        await TitleIsWrittenAsync("Which roses are red?");
        Model.Enqueue(ModelScript.Reply("**Goal**: find red roses."));

        await page.Page.GetByLabel("Actions for this conversation").ClickAsync();
        await Button(page.Page.Locator(".chat-head"), "End with a summary").ClickAsync();
        await Expect(page.Page.Locator(".ended-summary")).ToContainTextAsync("find red roses");
        await Expect(page.Composer).ToHaveCountAsync(0);
        await page.ConversationOpensAsync();
        await page.Page.ReloadAsync();
        await Expect(page.Page.Locator(".ended-summary")).ToContainTextAsync("find red roses");

        await page.Page.GetByText("Go on in a new chat").ClickAsync();
        await Expect(page.Page.GetByText("Goes on from")).ToBeVisibleAsync();
        await page.AskToTheEndAsync("And which are white?");
        Assert.Contains("find red roses", (await RequestEndingWithAsync("And which are white?")).Body.RootElement.GetRawText(), StringComparison.Ordinal);

        await page.Conversations.Nth(1).Locator("a").ClickAsync();
        await Button(page.Page.Locator(".ended"), "Reopen").ClickAsync();
        await page.UsableAsync();
        await page.AskToTheEndAsync("One thing more.");
        await Expect(page.Asked).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Temporary_Chat_IsInNoHistoryButKeepsItsAddress()
    {
        var page = await SignedInAsync();
        await Button(page.Page.Locator(".chat-head"), "Temporary").ClickAsync();
        await Expect(page.Page.GetByText("A temporary chat")).ToBeVisibleAsync();

        await page.AskToTheEndAsync("Between us.");

        await Expect(page.Page.GetByText("Temporary: in no history")).ToBeVisibleAsync();
        await Expect(page.Conversations).ToHaveCountAsync(0);
        await page.ConversationOpensAsync();
        await page.ReloadAsync();
        await Expect(page.Asked).ToHaveTextAsync(["Between us."]);
        await Expect(page.Conversations).ToHaveCountAsync(0);
    }

    /// <summary>The request that is to answer a message; those for titles hold it too, but not at their end.</summary>
    private async Task<RecordedRequest> RequestEndingWithAsync(string words)
    {
        await RequestAboutAsync(words);
        return Model.Requests.Single(r => r.Body.RootElement.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString() == words);
    }

    /// <summary>Waits until the model has been asked for a title of the conversation that began with these words, and has answered.</summary>
    private async Task TitleIsWrittenAsync(string words)
    {
        var request = await RequestAboutAsync("title of at most six words", words);
        await request.WaitForEndAsync(Deadline);
    }

    /// <summary>The model is asked for titles, as it is by default.</summary>
    public sealed class WithTitles : Stage
    {
        protected override void Configure(Dictionary<string, string> settings) => settings["Chat:GenerateTitles"] = "true";
    }
}
