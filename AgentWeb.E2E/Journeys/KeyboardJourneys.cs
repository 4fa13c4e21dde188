using AgentWeb.E2E.Infrastructure.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Everything without a mouse.</summary>
[Collection<SharedStage>]
public sealed class KeyboardJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    private const int MostTabStops = 60;

    [Fact]
    public async Task KeyboardOnly_SignInAskStopNewChatAndBack_Works()
    {
        var account = await NewAccountAsync();
        var page = await NewBrowserAsync();
        var keyboard = page.Page.Keyboard;

        await page.OpenAsync("/");
        await Expect(page.Page.GetByLabel("Email")).ToBeFocusedAsync();
        await keyboard.TypeAsync(account.Email);
        await keyboard.PressAsync("Tab");
        await keyboard.TypeAsync(account.Password);
        await keyboard.PressAsync("Enter");
        await page.UsableAsync();

        await keyboard.TypeAsync("Answer without a mouse. [[tokens=3000 tps=50 kind=paragraph]]");
        await keyboard.PressAsync("Enter");
        await page.ReplyShowsAsync("In step 1 ");
        await keyboard.PressAsync("Escape");
        await page.StatusBecomesAsync("stopped");
        await page.UsableAsync();

        await TabToAsync(page, page.Page.Locator("[data-new-chat]"));
        await keyboard.PressAsync("Enter");
        await Expect(page.Asked).ToHaveCountAsync(0);
        await page.UsableAsync();
        await keyboard.TypeAsync("A second conversation.");
        await keyboard.PressAsync("Enter");
        await page.StatusBecomesAsync("complete");
        await Expect(page.Conversations).ToHaveCountAsync(2);

        await TabToAsync(page, page.Conversations.Filter(new() { HasText = "without a mouse" }).GetByRole(AriaRole.Link));
        await keyboard.PressAsync("Enter");
        await Expect(page.Asked).ToContainTextAsync(["Answer without a mouse."]);
        await page.StatusBecomesAsync("stopped");
        await page.UsableAsync();
    }

    [Fact]
    public async Task KeyboardOnly_StarterCopyAndDelete_Works()
    {
        var page = await SignedInAsync(new() { Permissions = ["clipboard-read", "clipboard-write"] });
        await TabToAsync(page, page.Page.Locator(".starter").First);
        await page.Page.Keyboard.PressAsync("Enter");
        await page.StatusBecomesAsync("complete");

        using var clipboard = await TakeClipboardAsync();
        await TabToAsync(page, page.Reply.GetByRole(AriaRole.Button, new() { Name = "Copy reply" }));
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.WaitForFunctionAsync("async () => (await navigator.clipboard.readText()).startsWith('Hello from the')");

        await TabToAsync(page, page.Conversations.Locator("summary"));
        await page.Page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, page.Conversations.GetByRole(AriaRole.Button, new() { Name = "Delete" }));
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Conversations).ToHaveCountAsync(0);
        await Expect(page.Replies).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task SkipLink_InAConversation_LeadsToTheMessageFieldAndStaysThere()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("Skip to the end.");
        await page.ConversationOpensAsync();
        var address = page.Page.Url;
        await page.ReloadAsync();

        await page.Page.Locator(".skip-link").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");

        await page.UsableAsync();
        Assert.Equal(address, page.Page.Url);
        await Expect(page.Asked).ToHaveTextAsync(["Skip to the end."]);
    }

    private static async Task TabToAsync(JourneyPage page, ILocator target)
    {
        await Expect(target).ToHaveCountAsync(1);
        for (var i = 0; i < MostTabStops; i++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }

            await page.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{target} was not reached by {MostTabStops} times Tab.");
    }
}
