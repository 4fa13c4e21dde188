using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Infrastructure.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Writing and sending.</summary>
public sealed class ComposerJourneys(ComposerJourneys.ShortQueue stage, BrowserFixture browser)
    : Journey(stage, browser), IClassFixture<ComposerJourneys.ShortQueue>
{
    private const int Longest = 10_000;

    [Fact]
    public async Task Enter_WithNothingOrSpaces_SendsNothing()
    {
        var page = await SignedInAsync();

        await page.Composer.PressAsync("Enter");
        await page.Composer.FillAsync("   ");
        await page.Composer.PressAsync("Enter");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();

        // What was sent before would stand before it.
        await page.AskAsync("The first thing that is sent.");
        await Expect(page.Asked).ToHaveTextAsync(["The first thing that is sent."]);
    }

    [Fact]
    public async Task Send_TenThousandChineseCharacters_ArriveAndComeBackIntact()
    {
        var text = string.Concat(Enumerable.Range(0, Longest).Select(i => (char)('一' + (i % 5000))));
        var account = await NewAccountAsync();
        var page = await NewBrowserAsync();
        await page.EnterAsync(account);
        Model.Enqueue(ModelScript.Reply(text));

        await page.AskToTheEndAsync(text);

        Assert.Equal(text, await page.Asked.Locator(".user-text").InnerTextAsync());
        Assert.Equal(text, await page.WholeReplyTextAsync());
        using var api = await ApiUser.SignInAsync(Server, account);
        var history = await api.HistoryAsync(page.SessionId);
        Assert.Equal([text, text], history.Select(message => (string?)message["content"]));
    }

    [Fact]
    public async Task Send_OneCharacterTooMany_IsRefusedAndTheDraftStays()
    {
        var page = await SignedInAsync();
        var text = new string('x', Longest + 1);
        await page.Composer.FillAsync(text);

        await page.Composer.PressAsync("Enter");

        await Expect(page.Page.Locator("[data-browser-notice]")).ToContainTextAsync("10,001 characters; a message holds 10,000");
        await Expect(page.Composer).ToHaveValueAsync(text);
        await page.Composer.FillAsync("Short again.");
        await Expect(page.Page.Locator("[data-browser-notice]")).ToBeHiddenAsync();
        await page.Composer.PressAsync("Enter");
        await Expect(page.Asked).ToHaveTextAsync(["Short again."]);
    }

    [Fact]
    public async Task Paste_TwoHundredThousandCharacters_IsKeptAsAFileAndTheDraftStays()
    {
        var page = await SignedInAsync(new() { Permissions = ["clipboard-read", "clipboard-write"] });
        await page.Composer.FillAsync("Please read this: ");

        using (await TakeClipboardAsync())
        {
            await page.Page.EvaluateAsync("() => navigator.clipboard.writeText('word '.repeat(40000))");
            await page.Composer.PressAsync("Control+V");
            await Expect(page.Attachment("pasted.txt")).ToBeVisibleAsync();
        }

        await Expect(page.Attachment("pasted.txt")).ToHaveAttributeAsync("data-status", "completed");
        await Expect(Button(page.Attachment("pasted.txt"), "Put it into the message")).ToHaveCountAsync(0); // It would not fit.
        await Expect(page.Composer).ToHaveValueAsync("Please read this: ");
        await page.AskAsync("Please read this.");
        await Expect(page.Asked.Locator(".file-chip")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Draft_AfterAReload_IsThere()
    {
        var page = await SignedInAsync();
        await page.Composer.PressSequentiallyAsync("Half a thou");

        await page.ReloadAsync();

        await Expect(page.Composer).ToHaveValueAsync("Half a thou");
    }

    [Fact]
    public async Task Draft_OfEachConversation_IsItsOwn()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("First conversation.");
        await page.Composer.FillAsync("Belongs to the first");
        await page.NewChatAsync();
        await Expect(page.Composer).ToHaveValueAsync("");
        await page.Composer.FillAsync("Belongs to a new one");

        await page.Conversations.First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Composer).ToHaveValueAsync("Belongs to the first");
        await page.NewChatAsync();
        await Expect(page.Composer).ToHaveValueAsync("Belongs to a new one");
    }

    [Fact]
    public async Task Send_RefusedByTheServer_KeepsTheDraftAndSaysWhy()
    {
        var page = await SignedInAsync();
        await page.AskAsync("Runs long. [[tokens=5000 tps=10 kind=paragraph]]");
        await page.StatusBecomesAsync("streaming");
        await page.NewChatAsync();
        await page.AskAsync("Waits in line.");
        await page.NewChatAsync();

        await page.Composer.FillAsync("One too many.");
        await page.Composer.PressAsync("Enter");

        await Expect(page.Page.Locator("[data-browser-notice]")).Not.ToBeEmptyAsync();
        await Expect(page.Page.Locator("[data-browser-notice]")).ToBeVisibleAsync();
        await Expect(page.Composer).ToHaveValueAsync("One too many.");
        await page.ReloadAsync();
        await Expect(page.Composer).ToHaveValueAsync("One too many.");
    }

    [Fact]
    public async Task Enter_TwiceAtOnce_SendsOnce()
    {
        var account = await NewAccountAsync();
        var page = await NewBrowserAsync();
        await page.EnterAsync(account);
        await page.Composer.FillAsync("Only once, please.");

        await Task.WhenAll(page.Page.Keyboard.PressAsync("Enter"), page.Page.Keyboard.PressAsync("Enter"));

        await page.StatusBecomesAsync("complete");
        await page.ConversationOpensAsync();
        await Expect(page.Asked).ToHaveTextAsync(["Only once, please."]);
        await Expect(page.Composer).ToHaveValueAsync("");
        using var api = await ApiUser.SignInAsync(Server, account);
        Assert.Equal(2, (await api.HistoryAsync(page.SessionId)).Count);
        Assert.Single(await api.SessionsAsync());
    }

    [Fact]
    public async Task ShiftEnter_BreaksTheLine_AndTheMessageKeepsIt()
    {
        var page = await SignedInAsync();
        await page.Composer.PressSequentiallyAsync("first");
        await page.Composer.PressAsync("Shift+Enter");
        await page.Composer.PressSequentiallyAsync("second");
        await Expect(page.Asked).ToHaveCountAsync(0);

        await page.Composer.PressAsync("Enter");

        await Expect(page.Asked).ToHaveCountAsync(1);
        Assert.Equal("first\nsecond", await page.Asked.Locator(".user-text").InnerTextAsync());
    }

    /// <summary>One person has room for one running and one waiting reply.</summary>
    public sealed class ShortQueue : Stage
    {
        protected override void Configure(Dictionary<string, string> settings)
        {
            settings["Queue:MaxPerUser"] = "1";
            settings["Queue:MaxQueuedPerUser"] = "1";
        }
    }
}
