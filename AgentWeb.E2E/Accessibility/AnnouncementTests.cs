using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Journeys;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Accessibility;

/// <summary>
/// What a screen reader hears of the messages: of a reply that is being written each block, politely, once it is complete, and that it is there;
/// nothing of what is merely shown.
/// </summary>
[Collection<SharedStage>]
public sealed class AnnouncementTests(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    private const string First = "The first block says how it begins.";
    private const string Second = "The second block has a list of two:";
    private const string Last = "The last block is said at the very end.";
    private const string End = "The reply is there.";

    /// <summary>Notes what comes into the place that is read out.</summary>
    private const string Listen = """
        () => {
          window.heard = [];
          new MutationObserver((changes) => {
            for (const { addedNodes } of changes) {
              window.heard.push(...Array.from(addedNodes, (node) => node.textContent));
            }
          }).observe(document.querySelector('[data-heard]'), { childList: true });
        }
        """;

    [Fact]
    public async Task Reply_WhileItIsWritten_IsHeardBlockByBlockAndItsEndOnce()
    {
        var page = await SignedInAsync();
        var gate = new ModelGate();
        var script = ModelScript.Reply($"{First}\n\n{Second}\n\n- one\n- two\n\n{Last}");
        Model.Enqueue(script with { Gate = gate, GateAfter = script.Tokens.Count - 3 });
        await page.Page.EvaluateAsync(Listen);
        await page.AskAsync("Say something.");
        await page.ReplyShowsAsync("The last block is said");

        await IsHeardAsync(page, First, Second, "one two");
        var place = page.Page.Locator("[data-heard]");
        await Expect(place).ToHaveAttributeAsync("role", "log");
        await Expect(place).ToHaveAttributeAsync("aria-live", "polite");
        gate.Open();

        await page.StatusBecomesAsync("complete");
        await IsHeardAsync(page, First, Second, "one two", Last, End);
        await Expect(place).ToBeEmptyAsync(); // Nobody comes upon it a second time.
    }

    [Fact]
    public async Task Reply_ThatIsStopped_IsHeardAsFarAsItCameWithWhatBecameOfIt()
    {
        var page = await SignedInAsync();
        var gate = new ModelGate();
        var script = ModelScript.Reply($"{First}\n\n{Second} and more that never comes.");
        Model.Enqueue(script with { Gate = gate, GateAfter = script.Tokens.Count - 5 });
        await page.Page.EvaluateAsync(Listen);
        await page.AskAsync("Say something.");
        await page.ReplyShowsAsync(Second);

        await page.StopButton.ClickAsync();

        await page.StatusBecomesAsync("stopped");
        await page.Page.WaitForFunctionAsync("() => window.heard.length === 3");
        Assert.Equal([First, "Stopped. What arrived is kept."], await page.Page.EvaluateAsync<string[]>("() => [window.heard[0], window.heard[2]]"));
    }

    [Fact]
    public async Task Messages_Opened_AreNotReadOut()
    {
        var page = await SignedInAsync();
        await page.AskAsync("This one is stopped. [[tokens=3000 tps=40 kind=paragraph]]");
        await page.ReplyShowsAsync("In step 2");
        await page.StopButton.ClickAsync();
        await page.StatusBecomesAsync("stopped");
        await page.AskToTheEndAsync("This one is not.");
        await page.NewChatAsync();
        await page.Page.EvaluateAsync(Listen);

        await page.Conversations.Locator("a").ClickAsync();
        await Expect(page.Replies).ToHaveCountAsync(2);
        await Expect(page.Page.Locator("[role=log][aria-live=off] article")).ToHaveCountAsync(4);
        await Expect(page.Page.Locator("[role=log][aria-live=off] :is([role=alert], [role=status])")).ToHaveCountAsync(0);
        await page.AskToTheEndAsync("What is heard now?");

        await page.Page.WaitForFunctionAsync("text => window.heard.at(-1) === text", End);
        Assert.DoesNotContain(await page.Page.EvaluateAsync<string[]>("() => window.heard"), heard => heard.Contains("In step", StringComparison.Ordinal));
        Assert.Equal(1, await page.Page.EvaluateAsync<int>("text => window.heard.filter(heard => heard === text).length", End));
    }

    private static Task IsHeardAsync(JourneyPage page, params string[] blocks) => page.Page.WaitForFunctionAsync(
        "blocks => JSON.stringify(window.heard) === JSON.stringify(blocks)", blocks);
}
