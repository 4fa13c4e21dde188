using System.Text.RegularExpressions;
using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.Documents;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>An answer from a PDF, and the way from it to the page that it rests on.</summary>
[Collection<SharedStage>]
public sealed class PdfJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    /// <summary>Three pages, each long enough for a passage of its own.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        "The rent is 800 euros a month and is due in advance on the first of each month.\nIt is paid to the account of the landlord and may not be reduced by what is owed.",
        "The notice period is three months, counted from the end of the month it is given in.\nWhoever gives notice does so in writing and keeps a copy of what was sent.",
        "The heating is the tenant's to pay, by the reading of the meter in the cellar.\nThe garden may be used by all who live in the house, at any time of the day.",
    ];

    [Fact]
    public async Task Question_AboutAPdf_LeadsToItsPage()
    {
        var page = await SignedInAsync();
        await page.AttachAsync([("contract.pdf", PdfDocument.OfText(Pages))]);
        await Expect(page.Attachment("contract.pdf")).ToHaveAttributeAsync("data-status", "completed");
        Model.Enqueue(ModelScript.Reply("The notice period is three months [2]."));

        await page.AskToTheEndAsync("How long is the notice period?");

        await Expect(page.Asked.Locator(".file-chip")).ToContainTextAsync("3 pages");
        await Expect(page.ReplyText.Locator(".cite")).ToHaveTextAsync(["2"]);
        var source = page.Page.GetByRole(AriaRole.List, new() { Name = "Sources" }).GetByRole(AriaRole.Button);
        await Expect(source).ToContainTextAsync("contract.pdf");
        await Expect(source.Locator(".cited-place")).ToHaveTextAsync("Page 2");

        await source.ClickAsync();
        var panel = page.Page.GetByRole(AriaRole.Complementary, new() { Name = "contract.pdf" });
        await Expect(panel.Locator(".passage-names p")).ToHaveTextAsync("Page 2");
        await Expect(panel.Locator("mark")).ToContainTextAsync("The notice period is three months");
        await Expect(panel.Locator("mark")).Not.ToContainTextAsync("The rent is");
        await Expect(panel.GetByRole(AriaRole.Link, new() { Name = "Open the file" }))
            .ToHaveAttributeAsync("href", new Regex("^/api/v1/files/file-[^/]+/content#page=2$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(panel).ToHaveCountAsync(0);
        await Expect(source).ToBeFocusedAsync();
    }
}
