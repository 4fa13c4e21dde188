using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>The list of conversations.</summary>
[Collection<SharedStage>]
public sealed class SidebarJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
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

        await ChooseAsync(first, "Throw this one away.", "Delete");

        await Expect(first.Conversations).ToHaveCountAsync(1);
        await Expect(first.Replies).ToHaveCountAsync(0);
        await Expect(second.Conversations).ToHaveCountAsync(1);
        await Expect(second.Page.Locator("article")).ToHaveCountAsync(0);
        await Expect(second.Page.GetByText("It may have been deleted")).ToBeVisibleAsync();

        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(first.Conversations).ToHaveCountAsync(2);
        await Expect(second.Conversations).ToHaveCountAsync(2);
        await first.Conversations.Filter(new() { HasText = "Throw this one away." }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(first.Asked).ToHaveTextAsync(["Throw this one away."]);
    }

    [Fact]
    public async Task RenamePinAndArchive_InOneTab_AreSeenInTheOther()
    {
        var first = await SignedInAsync();
        await first.AskToTheEndAsync("The older one.");
        await first.NewChatAsync();
        await first.AskToTheEndAsync("The newer one.");
        var second = await NewTabAsync(first);
        await second.OpenChatAsync();
        await Expect(second.Conversations.First).ToContainTextAsync("The newer one.");

        await ChooseAsync(first, "The older one.", "Rename");
        await Expect(first.Page.GetByLabel("Title")).ToBeFocusedAsync();
        await first.Page.GetByLabel("Title").FillAsync("Holiday plans");
        await first.Page.Keyboard.PressAsync("Enter");
        await ChooseAsync(first, "Holiday plans", "Pin");

        await Expect(second.Conversations.First).ToContainTextAsync("Holiday plans");
        await Expect(second.Page.GetByRole(AriaRole.Heading, new() { Name = "Pinned" })).ToBeVisibleAsync();
        await ChooseAsync(second, "The newer one.", "Archive");
        await Expect(first.Conversations).ToHaveCountAsync(1);
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Archive", Exact = true }).Last.ClickAsync();
        await Expect(first.Conversations).ToHaveCountAsync(1);
        await Expect(first.Conversations.First).ToContainTextAsync("The newer one.");
    }

    [Fact]
    public async Task Reply_EndsWhileAnotherIsLookedAt_IsMarkedUntilItIsSeen()
    {
        var page = await SignedInAsync();
        var gate = new ModelGate();
        Model.Enqueue(ModelScript.Generate(ContentKind.Paragraph, 60) with { Gate = gate, GateAfter = 30 });
        await page.AskAsync("Answer behind my back.");
        await page.StatusBecomesAsync("streaming");
        await page.NewChatAsync();
        await page.Page.EvaluateAsync(SaidWatch);
        gate.Open();

        var mark = page.Conversations.GetByLabel("New reply");
        await Expect(mark).ToBeVisibleAsync();
        await page.Page.WaitForFunctionAsync("() => window.said.includes('A reply is there in “Answer behind my back.”.')");
        await page.Conversations.First.GetByRole(AriaRole.Link).ClickAsync();
        await page.StatusBecomesAsync("complete");
        await Expect(mark).ToHaveCountAsync(0);
        await page.NewChatAsync();
        await Expect(mark).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task StartAChat_WhereNothingIsListedYet_LeadsToTheMessageField()
    {
        var page = await SignedInAsync();
        await page.OpenAsync("/settings");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Start a chat" }).ClickAsync();
        await page.UsableAsync();

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Start a chat" }).ClickAsync();
        await Expect(page.Composer).ToBeFocusedAsync();
        await page.AskToTheEndAsync("The first of many.");
        await Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Start a chat" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Delete_WhileItIsAnswered_ClosesTheModelsConnection()
    {
        var page = await SignedInAsync();
        await page.AskAsync("Too long to wait for. [[tokens=5000 tps=20 kind=paragraph]]");
        await page.ReplyShowsAsync("In step 1 ");
        await Expect(page.Conversations.GetByLabel("A reply is being written")).ToBeVisibleAsync();

        await ChooseAsync(page, "Too long to wait for.", "Delete");

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

    /// <summary>Remembers what is announced, however briefly it stands there.</summary>
    private const string SaidWatch = """
        () => {
          window.said = [];
          const region = document.querySelector('[role=status][data-announced]');
          new MutationObserver(() => window.said.push(region.textContent)).observe(region, { childList: true });
        }
        """;

    private static async Task ChooseAsync(JourneyPage page, string title, string action)
    {
        var row = page.Conversations.Filter(new() { HasText = title });
        await row.HoverAsync();
        await row.Locator("summary").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = action, Exact = true }).ClickAsync();
    }
}
