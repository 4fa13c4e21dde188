using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>That something was copied is shown, and said to who does not see it, in the language of the page.</summary>
[Collection<SharedStage>]
public sealed class CopyJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    private const string WordAtTheButton = """
        () => {
          const button = document.querySelector('[data-copied]');
          return button && getComputedStyle(button, '::after').content === '"Kopiert"';
        }
        """;

    private const string WordThatIsSaid = "() => document.querySelector('[role=status][data-announced]').textContent === 'Kopiert'";

    [Fact]
    public async Task Copy_InGerman_IsShownAndSaidInGerman()
    {
        Model.Enqueue(ModelScript.Reply("Some code:\n\n```js\nlet a;\n```\n"));
        var page = await SignedInAsync(new() { Permissions = ["clipboard-read", "clipboard-write"] });
        await LanguageJourneys.ChooseAsync(page, "Deutsch", "de");
        await page.OpenChatAsync();
        await page.AskToTheEndAsync("Something to copy.");

        var shown = page.Page.WaitForFunctionAsync(WordAtTheButton);
        var said = page.Page.WaitForFunctionAsync(WordThatIsSaid);
        await page.Reply.Locator("[data-copy-message]").ClickAsync();
        await Task.WhenAll(shown, said);

        await Expect(page.Page.Locator("[role=status][data-announced]")).ToBeEmptyAsync(); // So that it is news the next time.
        said = page.Page.WaitForFunctionAsync(WordThatIsSaid);
        await page.ReplyText.Locator("button[data-copy]").ClickAsync();
        await said;
    }
}
