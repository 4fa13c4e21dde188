using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>That something was copied is shown, and said to who does not see it, in the language of the page.</summary>
[Collection<SharedStage>]
public sealed class CopyJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    /// <summary>Notes what is shown at a button and what is said; each of them lasts for a moment only.</summary>
    private const string Listen = """
        () => {
          window.shown = [];
          window.said = [];
          const buttons = (changes) => changes.filter(({ target }) => 'copied' in target.dataset)
            .forEach(({ target }) => window.shown.push(getComputedStyle(target, '::after').content));
          new MutationObserver(buttons).observe(document.body, { subtree: true, attributeFilter: ['data-copied'] });
          const region = document.querySelector('[role=status][data-announced]');
          new MutationObserver(() => window.said.push(region.textContent)).observe(region, { childList: true });
        }
        """;

    private const string WordAtTheButton = "() => window.shown.includes('\"Kopiert\"')";
    private const string WordThatIsSaid = "() => window.said.includes('Kopiert')";

    [Fact]
    public async Task Copy_InGerman_IsShownAndSaidInGerman()
    {
        Model.Enqueue(ModelScript.Reply("Some code:\n\n```js\nlet a;\n```\n"));
        var page = await SignedInAsync(new() { Permissions = ["clipboard-read", "clipboard-write"] });
        await LanguageJourneys.ChooseAsync(page, "Deutsch", "de");
        await page.OpenChatAsync();
        await page.AskToTheEndAsync("Something to copy.");
        using var clipboard = await TakeClipboardAsync();
        await page.Page.EvaluateAsync(Listen);

        await page.Reply.Locator("[data-copy-message]").ClickAsync();
        await page.Page.WaitForFunctionAsync(WordAtTheButton);
        await page.Page.WaitForFunctionAsync(WordThatIsSaid);

        await Expect(page.Page.Locator("[role=status][data-announced]")).ToBeEmptyAsync(); // So that it is news the next time.
        await page.Page.EvaluateAsync("() => { window.said = []; }");
        await page.ReplyText.Locator("button[data-copy]").ClickAsync();
        await page.Page.WaitForFunctionAsync(WordThatIsSaid);
    }
}
