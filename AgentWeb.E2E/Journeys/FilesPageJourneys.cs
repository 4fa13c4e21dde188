using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.Documents;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>The page of files: uploads that are watched, ended and tried again, where the focus goes, and how a PDF is looked at.</summary>
[Collection<SharedStage>]
public sealed class FilesPageJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    [Fact]
    public async Task Uploads_EachHaveTheirRow_AndAreInTheListInTheEnd()
    {
        var page = await SignedInAsync();
        await page.OpenFilesAsync();
        using var held = await page.HoldUploadsAsync();

        await page.UploadAsync(("a.txt", "Apples."), ("b.txt", "Pears."), ("c.txt", "Plums."));

        await Expect(page.Uploads).ToHaveCountAsync(3);
        await Expect(page.Upload("a.txt").GetByRole(AriaRole.Progressbar, new() { Name = "Upload of a.txt" })).ToBeVisibleAsync();
        await Expect(page.Upload("a.txt")).ToContainTextAsync("%");
        await Expect(page.Upload("c.txt")).ToContainTextAsync("Waits");
        await Button(page.Upload("b.txt"), "Cancel b.txt").PressAsync("Enter");
        await Expect(page.Uploads).ToHaveCountAsync(2);
        await Expect(Button(page.Upload("c.txt"), "Cancel c.txt")).ToBeFocusedAsync();
        held.Release();

        await Expect(page.Uploads).ToHaveCountAsync(0);
        await Expect(page.FileRows).ToHaveCountAsync(2);
        await Expect(page.FileRows.Filter(new() { HasText = "b.txt" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Upload_ThatFails_SaysWhyAndIsTriedAgain()
    {
        var page = await SignedInAsync();
        page.Problems.Expect("/api/v1/files/upload");
        await page.OpenFilesAsync();
        using var held = await page.HoldUploadsAsync();
        await page.UploadAsync(("a.txt", "Apples."));
        held.Break();

        await Expect(page.Upload("a.txt")).ToContainTextAsync("The server was not reached.");
        await page.HoldNoUploadsAsync();
        await page.UploadAsync(("report.pdf", "This is no PDF at all."));
        await Expect(page.Upload("report.pdf")).ToContainTextAsync("The name ends in .pdf");
        await Button(page.Upload("a.txt"), "Try a.txt again").ClickAsync();
        await Expect(page.FileRows).ToHaveCountAsync(1);
        await Expect(page.Uploads).ToHaveCountAsync(1);
        await Button(page.Upload("report.pdf"), "Remove report.pdf").ClickAsync();
        await Expect(page.Uploads).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Upload_WhenThePageIsLeft_GoesOnAndIsThereAgain()
    {
        var page = await SignedInAsync();
        await page.Page.Locator(".user-menu > summary").ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Files", Exact = true }).ClickAsync();
        await Expect(page.Page.Locator(".page-scroll[data-listening]")).ToBeVisibleAsync();
        using var held = await page.HoldUploadsAsync();
        await page.UploadAsync(("a.txt", "Apples."));
        await Expect(page.Upload("a.txt")).ToHaveAttributeAsync("data-status", "uploading");

        await page.Page.Locator("[data-new-chat]").ClickAsync();
        await page.UsableAsync();
        await page.Page.Locator(".user-menu > summary").ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Files", Exact = true }).ClickAsync();
        await Expect(page.Upload("a.txt")).ToHaveAttributeAsync("data-status", "uploading");
        held.Release();

        await Expect(page.Uploads).ToHaveCountAsync(0);
        await Expect(page.FileRows).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task File_DroppedOnThePage_IsUploaded()
    {
        var page = await SignedInAsync();
        await page.OpenFilesAsync();

        Assert.True(await page.DropBesideAsync("main h1"), "The browser would have opened the file");

        await Expect(page.FileRows).ToHaveCountAsync(1);
        await Expect(page.FileRows).ToContainTextAsync("x.txt");
    }

    [Fact]
    public async Task Focus_WhenAFileIsKeptOrDeleted_StaysInTheList()
    {
        var page = await SignedInAsync();
        await page.OpenFilesAsync();
        foreach (var name in (string[])["first.txt", "second.txt", "third.txt"])
        {
            await page.UploadAsync((name, "Some text."));
            await Expect(page.FileRows.First).ToContainTextAsync(name); // Newest first, so their order is known.
        }

        await Button(page.Page.Locator("main"), "Delete second.txt").PressAsync("Enter");
        await Expect(Button(page.Page.Locator("main"), "Keep")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(Button(page.Page.Locator("main"), "Delete second.txt")).ToBeFocusedAsync();

        await DeleteByKeyboardAsync(page, "second.txt");
        await Expect(Button(page.Page.Locator("main"), "Delete first.txt")).ToBeFocusedAsync();
        await DeleteByKeyboardAsync(page, "first.txt");
        await Expect(Button(page.Page.Locator("main"), "Delete third.txt")).ToBeFocusedAsync();
        await DeleteByKeyboardAsync(page, "third.txt");
        await Expect(Button(page.Page.Locator("main"), "Upload")).ToBeFocusedAsync();
        await Expect(page.Page.GetByText("Nothing here yet.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Preview_OfAPdf_ShowsItsPages_AndTheFileOpensInAViewer()
    {
        var page = await SignedInAsync();
        await page.AttachAsync([("report.pdf", PdfDocument.OfText(PdfJourneys.Pages))]);
        await Expect(page.Attachment("report.pdf")).ToHaveAttributeAsync("data-status", "completed");
        await page.OpenFilesAsync();
        await Expect(page.FileRows).ToContainTextAsync("3 pages");

        await Button(page.FileRows, "report.pdf").ClickAsync();

        var preview = page.Page.GetByRole(AriaRole.Dialog);
        await Expect(preview.Locator(".file-place")).ToHaveTextAsync(["Page 1", "Page 2", "Page 3"]);
        await Expect(preview.Locator(".file-part").Nth(1)).ToContainTextAsync("The notice period is three months");
        var open = preview.GetByRole(AriaRole.Link, new() { Name = "Open the file" });
        await Expect(open).ToHaveAttributeAsync("target", "_blank");

        // A browser without windows has no viewer; that one may show it is for the answer to say.
        var answer = await page.Page.APIRequest.GetAsync(new Uri(Server.Address, (await open.GetAttributeAsync("href"))!).ToString());
        Assert.Equal("application/pdf", answer.Headers["content-type"]);
        Assert.StartsWith("inline", answer.Headers["content-disposition"], StringComparison.Ordinal);
        Assert.Contains("object-src 'self'", answer.Headers["content-security-policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("sandbox", answer.Headers["content-security-policy"], StringComparison.Ordinal);
        Assert.StartsWith("%PDF-", System.Text.Encoding.ASCII.GetString(await answer.BodyAsync()), StringComparison.Ordinal);
    }

    private static async Task DeleteByKeyboardAsync(JourneyPage page, string name)
    {
        await Button(page.Page.Locator("main"), $"Delete {name}").PressAsync("Enter");
        await Expect(Button(page.Page.Locator("main"), "Keep")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Shift+Tab");
        await Expect(Button(page.Page.Locator("main"), "Delete")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.FileRows.Filter(new() { HasText = name })).ToHaveCountAsync(0);
    }
}
