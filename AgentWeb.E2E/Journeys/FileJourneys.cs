using System.Text.RegularExpressions;
using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.Documents;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Files in a chat: dropped, pasted, chosen, watched, taken away, sent.</summary>
[Collection<SharedStage>]
public sealed class FileJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    [Fact]
    public async Task ThreeFiles_Dropped_AreUploadedAndReadBeforeTheEyes()
    {
        var page = await SignedInAsync();
        using var held = await page.HoldUploadsAsync();
        await page.DropAsync(("a.txt", LongText("apples")), ("b.md", "# Pears\n\nPears are green."), ("c.csv", "fruit,price\nplum,3\nquince,5"));

        await Expect(page.Attachments).ToHaveCountAsync(3);
        await Expect(page.Attachment("a.txt").GetByRole(AriaRole.Progressbar, new() { Name = "Upload of a.txt" })).ToBeVisibleAsync();
        await Expect(page.Attachment("c.csv")).ToContainTextAsync("Waits");
        await page.Page.EvaluateAsync(BarWatch); // Reading it may be over before anybody looks.
        held.Release();
        await page.Page.WaitForFunctionAsync("() => window.bars.has('Processing of a.txt')");
        foreach (var name in new[] { "a.txt", "b.md", "c.csv" })
        {
            await Expect(page.Attachment(name)).ToHaveAttributeAsync("data-status", "completed");
        }

        Model.Enqueue(ModelScript.Reply("A plum costs 3."));
        await page.AskToTheEndAsync("What does a plum cost?");
        await Expect(page.Attachments).ToHaveCountAsync(0);
        await Expect(page.Asked.Locator(".file-chip")).ToHaveCountAsync(3);
        Assert.Contains("plum", (await RequestAboutAsync("What does a plum cost?")).Body.RootElement.GetRawText(), StringComparison.Ordinal);
        await page.ReloadAsync();
        await Expect(page.Asked.Locator(".file-chip")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task File_RemovedBeforeSending_IsNotSentAndGone()
    {
        var page = await SignedInAsync();
        await page.AttachAsync(("kept.txt", "This one is kept."), ("removed.txt", "This one is removed."));
        await Expect(page.Attachment("removed.txt")).ToHaveAttributeAsync("data-status", "completed");

        await Button(page.Page.Locator(".composer"), "Remove removed.txt").ClickAsync();
        await Expect(page.Attachments).ToHaveCountAsync(1);
        await page.AskToTheEndAsync("What is kept?");

        await Expect(page.Asked.Locator(".file-chip")).ToHaveCountAsync(1);
        Assert.DoesNotContain("removed", (await RequestAboutAsync("What is kept?")).Body.RootElement.GetRawText(), StringComparison.Ordinal);
        await page.OpenAsync("/files");
        await Expect(page.Page.Locator(".file-list li")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task RefusedFile_SaysWhyAndStopsNothing()
    {
        var page = await SignedInAsync();
        page.Problems.Expect("400");
        await page.AttachAsync(("report.pdf", "This is no PDF at all."), ("notes.txt", "Notes."));

        await Expect(page.Attachment("report.pdf")).ToHaveAttributeAsync("data-status", "failed");
        await Expect(page.Attachment("report.pdf")).ToContainTextAsync("The name ends in .pdf");
        await Expect(page.Attachment("notes.txt")).ToHaveAttributeAsync("data-status", "completed");
        await page.AskToTheEndAsync("What do the notes say?");
        await Expect(page.Asked.Locator(".file-chip")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Upload_CancelledInTheMiddle_LeavesNothing()
    {
        var page = await SignedInAsync();
        using var held = await page.HoldUploadsAsync();
        await page.AttachAsync(("large.txt", LongText("words")));
        await Expect(page.Attachment("large.txt")).ToHaveAttributeAsync("data-status", "uploading");

        await Button(page.Page.Locator(".composer"), "Cancel large.txt").ClickAsync();

        await Expect(page.Attachments).ToHaveCountAsync(0);
        held.Release();
        await page.OpenAsync("/files");
        await Expect(page.Page.GetByText("Nothing here yet.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Attachments_SurviveAReload_AndTheMessageWaitsForThem()
    {
        var page = await SignedInAsync();
        await page.AttachAsync(("notes.txt", "The harbour opens at six."));
        await Expect(page.Attachment("notes.txt")).ToHaveAttributeAsync("data-status", "completed");
        await page.ReloadAsync();
        await Expect(page.Attachment("notes.txt")).ToHaveAttributeAsync("data-status", "completed");

        using var held = await page.HoldUploadsAsync();
        await page.AttachAsync(("more.txt", "The harbour closes at nine."));
        await page.Composer.FillAsync("When does it close?");
        await page.Composer.PressAsync("Enter");
        await Expect(page.Page.GetByText("goes out as soon as its files are uploaded")).ToBeVisibleAsync();
        await Expect(page.Asked).ToHaveCountAsync(0);
        held.Release();

        await Expect(page.Asked.Locator(".file-chip")).ToHaveCountAsync(2);
        await page.StatusBecomesAsync("complete");
        Assert.Contains("closes at nine", (await RequestAboutAsync("When does it close?")).Body.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Picture_PastedForAModelThatIsBlind_IsSaidSo()
    {
        var page = await SignedInAsync();
        await page.PasteAsync(("shot.png", SampleImages.Png(4, 4), "image/png"));

        await Expect(page.Attachment("shot.png").Locator("img")).ToBeVisibleAsync();
        await Expect(page.Page.GetByText("does not see pictures")).ToBeVisibleAsync();
        await page.AskToTheEndAsync("What is this?");
        await Expect(page.Asked.Locator(".file-chip img")).ToBeVisibleAsync();
        Assert.DoesNotContain("image_url", (await RequestAboutAsync("What is this?")).Body.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LargePicture_IsMadeSmallerByTheBrowser()
    {
        var page = await SignedInAsync();
        await page.AttachAsync([("large.png", SampleImages.Png(3000, 1500))]);
        await Expect(page.Attachment("large.png")).ToHaveAttributeAsync("data-status", "completed");

        await page.OpenAsync("/files");
        await Expect(page.Page.GetByText("2048 × 1024")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task File_OfTheLibrary_IsUsedAgain_AndDeletingItTakesItFromEverywhere()
    {
        var page = await SignedInAsync();
        await page.AttachAsync(("harbour.txt", "The harbour opens at six."));
        await page.AskToTheEndAsync("When does it open?");
        await page.NewChatAsync();
        await page.Page.GetByLabel("Attach files").ClickAsync();
        await Button(page.Page.Locator(".attach-menu"), "Choose from your files").ClickAsync();
        await page.Page.GetByLabel("harbour.txt").CheckAsync();
        await Button(page.Page.Locator(".file-picker"), "Attach").ClickAsync();
        await Expect(page.Attachment("harbour.txt")).ToHaveAttributeAsync("data-status", "completed");
        await page.AskToTheEndAsync("And in winter?");
        await Expect(page.Asked.Locator(".file-chip")).ToHaveCountAsync(1);
        var content = await page.Asked.Locator(".file-chip").GetAttributeAsync("href");

        var files = await NewTabAsync(page);
        await files.OpenAsync("/files");
        await Button(files.Page.Locator("main"), "Delete harbour.txt").ClickAsync();
        await Expect(files.Page.GetByText("It is used in 2 messages of 2 conversations")).ToBeVisibleAsync();
        await Button(files.Page.Locator("main"), "Delete").ClickAsync();

        await Expect(files.Page.Locator(".file-list li")).ToHaveCountAsync(0);
        await Expect(page.Asked.Locator(".file-chip")).ToHaveCountAsync(0);
        Assert.Equal(404, (await page.Page.APIRequest.GetAsync(new Uri(Server.Address, content!).ToString()))!.Status);
        await page.Conversations.Last.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Page.GetByText("When does it open?").Last).ToBeVisibleAsync();
        await Expect(page.Asked.Locator(".file-chip")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Address_OfSomebodyElsesFile_IsNothing()
    {
        var page = await SignedInAsync();
        await page.AttachAsync(("secret.txt", "The secret is out."));
        await page.AskToTheEndAsync("What is in it?");
        var address = new Uri(Server.Address, (await page.Asked.Locator(".file-chip").GetAttributeAsync("href"))!).ToString();

        var stranger = await SignedInAsync();
        var nobody = await NewBrowserAsync();

        Assert.Equal(200, (await page.Page.APIRequest.GetAsync(address)).Status);
        Assert.Equal(404, (await stranger.Page.APIRequest.GetAsync(address)).Status);
        Assert.Equal(401, (await nobody.Page.APIRequest.GetAsync(address)).Status);
        await stranger.OpenAsync("/files");
        await Expect(stranger.Page.GetByText("Nothing here yet.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task FilesPage_FindsFiltersShowsAndDownloads()
    {
        var page = await SignedInAsync();
        await page.AttachAsync(("harbour.txt", "The harbour opens at six."), ("prices.csv", "fruit,price\nplum,3"));
        await Expect(page.Attachment("harbour.txt")).ToHaveAttributeAsync("data-status", "completed");
        await Expect(page.Attachment("prices.csv")).ToHaveAttributeAsync("data-status", "completed");
        await page.OpenAsync("/files");
        var rows = page.Page.Locator(".file-list > li");
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(page.Page.GetByText("in 2 files")).ToBeVisibleAsync();

        await page.Page.GetByLabel("Search by name").FillAsync("HARB");
        await Expect(rows).ToHaveCountAsync(1);
        await page.Page.GetByLabel("Search by name").FillAsync("");
        await Expect(rows).ToHaveCountAsync(2);
        await Button(page.Page.Locator(".chips"), "Tables").ClickAsync();
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(rows).ToHaveTextAsync(new Regex("prices", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Button(page.Page.Locator(".chips"), "All").ClickAsync();

        await Button(rows.Filter(new() { HasText = "harbour" }), "harbour.txt").ClickAsync(); // Both were sent at once; either may have come first.
        await Expect(page.Page.GetByRole(AriaRole.Dialog).GetByText("The harbour opens at six.")).ToBeVisibleAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(page.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.GetByLabel("Download harbour.txt").ClickAsync());
        Assert.Equal("The harbour opens at six.", await File.ReadAllTextAsync(await download.PathAsync()));
    }

    /// <summary>Remembers the bars that were shown, however briefly.</summary>
    private const string BarWatch = """
        () => {
          window.bars = new Set();
          new MutationObserver(() => {
            for (const bar of document.querySelectorAll('[data-attachments] progress')) {
              if (bar.checkVisibility()) window.bars.add(bar.getAttribute('aria-label'));
            }
          }).observe(document.querySelector('[data-attachments]'), { childList: true, attributes: true, subtree: true });
        }
        """;

    private static string LongText(string word) => string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"Line {i} is about {word}."));
}
