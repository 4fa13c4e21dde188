using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>A phone held upright.</summary>
[Collection<SharedStage>]
public sealed class NarrowScreenJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    private static readonly BrowserNewContextOptions Phone =
        new() { ViewportSize = new() { Width = 360, Height = 740 }, HasTouch = true, IsMobile = true };

    private static readonly string Wide = $"""
        | {string.Join(" | ", Enumerable.Range(1, 12).Select(i => $"column {i}"))} |
        |{string.Concat(Enumerable.Repeat("---|", 12))}
        | {string.Join(" | ", Enumerable.Range(1, 12).Select(i => $"a rather wide value {i}"))} |

        ```
        var one_line_of_code_that_is_much_wider_than_any_phone = "{new string('x', 300)}";
        ```

        {new string('w', 200)} and `{new string('c', 200)}` and https://example.com/{new string('u', 200)}

        The end of it.
        """;

    [Fact]
    public async Task Phone_StartScreenAndWideReply_NeverScrollSideways()
    {
        var page = await SignedInAsync(Phone);
        await DoesNotScrollSidewaysAsync(page);
        Model.Enqueue(ModelScript.Reply(Wide) with { TokensPerSecond = 150 });

        await page.AskAsync("Something wide: " + new string('q', 300));
        await Expect(page.ReplyText.Locator("td").Nth(3)).ToBeVisibleAsync();
        await DoesNotScrollSidewaysAsync(page);
        await page.ReplyShowsAsync("one_line_of_code");
        await DoesNotScrollSidewaysAsync(page);
        await page.StatusBecomesAsync("complete");

        await page.ReplyShowsAsync("The end of it.");
        await DoesNotScrollSidewaysAsync(page);
        var table = page.ReplyText.GetByRole(AriaRole.Table);
        Assert.True(await table.EvaluateAsync<bool>("table => table.scrollWidth > 360 || table.parentElement.scrollWidth > table.parentElement.clientWidth"));
    }

    [Fact]
    public async Task Phone_Drawer_OpensAConversationAndCloses()
    {
        var page = await SignedInAsync(Phone);
        await page.AskToTheEndAsync("From the phone.");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "New chat" }).First.ClickAsync();
        await Expect(page.Asked).ToHaveCountAsync(0);
        await Expect(page.Conversations.First).ToBeHiddenAsync();

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Show conversations" }).ClickAsync();
        await page.Conversations.First.GetByRole(AriaRole.Link).ClickAsync();

        await Expect(page.Asked).ToHaveTextAsync(["From the phone."]);
        await Expect(page.Conversations.First).ToBeHiddenAsync();
        await DoesNotScrollSidewaysAsync(page);
    }

    private static async Task DoesNotScrollSidewaysAsync(JourneyPage page) => Assert.Empty(await page.Page.EvaluateAsync<string[]>("""
        () => ['html', 'body', '.shell', '.main', '.chat', '.chat-scroll', '.column', '.composer-area']
          .filter(name => { const e = document.querySelector(name); return e && e.scrollWidth > e.clientWidth; })
        """));
}
