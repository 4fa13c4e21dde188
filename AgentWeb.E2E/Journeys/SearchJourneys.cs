using System.Text.RegularExpressions;
using AgentWeb.E2E.Infrastructure.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Finding a conversation again.</summary>
[Collection<SharedStage>]
public sealed class SearchJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    [Fact]
    public async Task Search_ByKeyboardAlone_OpensAtTheMessage()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("Where do okapis live?");
        for (var i = 0; i < 3; i++)
        {
            await page.AskToTheEndAsync($"And something else, number {i}. [[tokens=400 kind=paragraph]]");
        }

        await page.NewChatAsync();
        await page.AskToTheEndAsync("Quite another thing.");

        await page.Page.Keyboard.PressAsync("Control+k");
        await Expect(page.Page.GetByLabel("Search conversations")).ToBeFocusedAsync();
        await page.Page.Keyboard.TypeAsync("okap");
        var hit = page.Page.Locator("[data-search-result]");
        await Expect(hit).ToHaveCountAsync(1);
        await Expect(hit.Locator("mark").First).ToHaveTextAsync("okapis");
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(hit).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Enter");

        await Expect(page.Page).ToHaveURLAsync(new Regex("/c/sess-.*m=msg-", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.Asked.First).ToBeInViewportAsync();
        await Expect(page.Asked.First).ToHaveClassAsync(new Regex("found", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Search_Cleared_ShowsTheListAgain()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("Something to list.");
        var field = page.Page.GetByLabel("Search conversations");

        await field.FillAsync("nothing like it");
        await Expect(page.Page.GetByText("Nothing was found for “nothing like it”.")).ToBeVisibleAsync();
        await field.PressAsync("Escape");

        await Expect(field).ToHaveValueAsync("");
        await Expect(page.Conversations).ToHaveCountAsync(1);
        await Expect(page.Conversations.First).ToBeVisibleAsync();
        await field.PressAsync("Escape");
        await Expect(page.Composer).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Search_MessageOfAnotherBranch_BringsItBack()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("The first wording about walruses.");
        await page.Asked.First.HoverAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Edit message" }).ClickAsync();
        await page.Page.GetByLabel("Edit your message").FillAsync("The second wording about seals.");
        await page.Asked.First.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(page.Asked).ToHaveTextAsync(new Regex("seals", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.StatusBecomesAsync("complete");

        await page.Page.GetByLabel("Search conversations").FillAsync("first walruses");
        await page.Page.Locator("[data-search-result]").ClickAsync();

        await Expect(page.Asked).ToHaveTextAsync(new Regex("walruses", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Search_MarkupInAMessage_IsText()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("Needle <img src=x onerror=alert(1)> <b>hostile</b>");

        await page.Page.GetByLabel("Search conversations").FillAsync("needle");

        await Expect(page.Page.Locator(".result-snippet")).ToContainTextAsync("Needle <img src=x onerror=alert(1)> <b>hostile</b>");
        await Expect(page.Page.Locator(".search-results img, .search-results b")).ToHaveCountAsync(0);
    }
}
