using AgentWeb.E2E.Infrastructure.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>The list of conversations.</summary>
public sealed class SidebarJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser), IClassFixture<Stage>
{
    [Fact]
    public async Task Delete_AfterAskingOnce_IsGoneInTheOtherTabToo()
    {
        var first = await SignedInAsync();
        await first.AskToTheEndAsync("Keep this one.");
        await first.NewChatAsync();
        await first.AskToTheEndAsync("Throw this one away.");
        await first.ConversationOpensAsync();
        var second = await NewTabAsync(first);
        await second.OpenChatAsync("/c/" + first.SessionId);
        await Expect(second.Replies).ToHaveCountAsync(1);

        var row = first.Conversations.Filter(new() { HasText = "Throw this one away." });
        await row.HoverAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Delete Throw this one away." }).ClickAsync();
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Delete this conversation for good" }).ClickAsync();

        await Expect(first.Conversations).ToHaveCountAsync(1);
        await Expect(first.Replies).ToHaveCountAsync(0);
        await Expect(second.Conversations).ToHaveCountAsync(1);
        await Expect(second.Page.Locator("article")).ToHaveCountAsync(0);
        await Expect(second.Page.GetByText("It may have been deleted")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Delete_WhileItIsAnswered_ClosesTheModelsConnection()
    {
        var page = await SignedInAsync();
        await page.AskAsync("Too long to wait for. [[tokens=5000 tps=20 kind=paragraph]]");
        await page.ReplyShowsAsync("In step 1 ");
        await Expect(page.Conversations.GetByLabel("A reply is being written")).ToBeVisibleAsync();

        await page.Conversations.HoverAsync();
        await page.Conversations.GetByRole(AriaRole.Button).ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Delete this conversation for good" }).ClickAsync();

        await Expect(page.Conversations).ToHaveCountAsync(0);
        await (await RequestAboutAsync("Too long to wait for")).WaitForDisconnectAsync(Deadline);
    }

    [Fact]
    public async Task Open_OtherConversation_WhileOneStreams_MixesNothing()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("The quiet one.");
        await page.NewChatAsync();
        await page.AskAsync("The busy one. [[tokens=400 tps=50 kind=paragraph]]");
        await page.ReplyShowsAsync("In step 2 ");

        await page.Conversations.Filter(new() { HasText = "The quiet one." }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Asked).ToHaveTextAsync(["The quiet one."]);
        await page.ReplyShowsAsync("Hello from the test model.");
        await Expect(page.Page.GetByText("In step 2 ")).ToHaveCountAsync(0);

        await page.Conversations.Filter(new() { HasText = "The busy one." }).GetByRole(AriaRole.Link).ClickAsync();
        await page.ReplyShowsAsync("In step 2 ");
        await page.StatusBecomesAsync("complete");
        await page.ReplyShowsAsync("In step 15 ");
    }
}
