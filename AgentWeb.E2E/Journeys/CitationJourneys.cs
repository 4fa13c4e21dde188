using System.Text.RegularExpressions;
using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>An answer from a file, and the way from it to the passage that it rests on.</summary>
[Collection<SharedStage>]
public sealed class CitationJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    /// <summary>Two sections, each long enough for a passage of its own.</summary>
    public static string Contract { get; } =
        "# Rent\n\nThe rent is 800 a month. " + string.Concat(Enumerable.Repeat("It is due in advance and is paid to the account of the landlord. ", 12))
        + "\n\n# Notice\n\nThe notice period is three months. " + string.Concat(Enumerable.Repeat("Whoever gives notice does so in writing and keeps a copy. ", 12));

    [Fact]
    public async Task Question_AboutAFile_LeadsToThePassageAndBack()
    {
        var page = await SignedInAsync();
        await page.AttachAsync(("contract.md", Contract));
        Model.Enqueue(ModelScript.Reply("Notice takes three months [2]. Bananas are yellow [1]. See also [9]."));
        await page.AskToTheEndAsync("How long is the notice period?");

        Assert.Contains("<passage number=", (await RequestAboutAsync("How long is the notice period?")).Body.RootElement.GetRawText().Replace("\\u003C", "<", StringComparison.OrdinalIgnoreCase), StringComparison.Ordinal);
        await Expect(page.ReplyText.Locator(".cite")).ToHaveTextAsync(["2"]);
        await Expect(page.ReplyText).ToContainTextAsync("See also [9].");
        var sources = page.Page.GetByRole(AriaRole.List, new() { Name = "Sources" });
        await Expect(sources.GetByRole(AriaRole.Button)).ToHaveCountAsync(1);
        await Expect(sources).ToContainTextAsync("contract.md");

        await page.ReplyText.Locator(".cite").ClickAsync();
        await Expect(Panel(page).Locator("mark")).ToContainTextAsync("The notice period is three months.");
        await Expect(Panel(page).Locator("mark")).Not.ToContainTextAsync("The rent is 800");
        await Expect(Panel(page)).ToContainTextAsync("The rent is 800 a month."); // Its neighbour.
        await Expect(Panel(page).GetByRole(AriaRole.Link, new() { Name = "Open the file" })).ToHaveAttributeAsync("href", new Regex("^/api/v1/files/file-.*/content", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(Panel(page)).ToHaveCountAsync(0);
        await Expect(page.ReplyText.Locator(".cite")).ToBeFocusedAsync();

        await page.ReloadAsync();
        await page.ReplyText.Locator(".cite").PressAsync("Enter");
        await Expect(Panel(page).Locator("mark")).ToContainTextAsync("The notice period is three months.");
    }

    [Fact]
    public async Task Reference_WhileTheReplyStreams_ShowsBeforeItsEnd()
    {
        var page = await SignedInAsync();
        await page.AttachAsync(("contract.md", Contract));
        await Expect(page.Attachment("contract.md")).ToHaveAttributeAsync("data-status", "completed");
        Model.Enqueue(ModelScript.Reply("Notice takes three months [2]. More is to come and never does.") with { Fault = ModelFault.Hang, FaultAfter = 9 });
        await page.AskAsync("How long is the notice period?");

        await Expect(page.ReplyText.Locator(".cite")).ToHaveTextAsync(["2"]);
        await page.ReplyText.Locator(".cite").ClickAsync();
        await Expect(Panel(page).Locator("mark")).ToContainTextAsync("The notice period is three months.");
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(Panel(page)).ToHaveCountAsync(0);
        await page.StatusBecomesAsync("streaming"); // Escape closed the passage only.
    }

    [Fact]
    public async Task DeletedFile_IsSaidWhereItsPassageWas()
    {
        var page = await SignedInAsync();
        await page.AttachAsync(("contract.md", Contract));
        Model.Enqueue(ModelScript.Reply("Notice takes three months [2]."));
        await page.AskToTheEndAsync("How long is the notice period?");
        var chat = page.Page.Url;
        await page.OpenAsync("/files");
        await Button(page.Page.Locator("main"), "Delete contract.md").ClickAsync();
        await Button(page.Page.Locator("main"), "Delete").ClickAsync();
        await Expect(page.Page.GetByText("Nothing here yet.")).ToBeVisibleAsync();

        await page.OpenAsync(new Uri(chat).AbsolutePath);
        await page.ReplyText.Locator(".cite").ClickAsync();

        await Expect(Panel(page)).ToContainTextAsync("This file was deleted.");
        await Expect(Panel(page).GetByRole(AriaRole.Link)).ToHaveCountAsync(0);
    }

    private static ILocator Panel(JourneyPage page) => page.Page.GetByRole(AriaRole.Complementary, new() { Name = "contract.md" });
}
