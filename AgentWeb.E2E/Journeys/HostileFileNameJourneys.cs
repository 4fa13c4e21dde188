using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Names of files are what somebody called them: shown as they are, wherever they are, and never markup.</summary>
[Collection<SharedStage>]
public sealed class HostileFileNameJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    private const string Name = "<img src=x onerror=xss()>'&amp;.txt";

    [Fact]
    public async Task Name_OfMarkup_IsTextEverywhere()
    {
        var page = await NewBrowserAsync();
        await page.Page.Context.AddInitScriptAsync("window.xss = () => { window.attacked = true; };");
        await page.EnterAsync(await NewAccountAsync());

        // While it is attached, and with the message.
        await page.AttachAsync((Name, "The harbour opens at six."));
        await Expect(page.Attachment(Name)).ToHaveAttributeAsync("data-status", "completed");
        await Expect(page.Attachment(Name).Locator("[data-name]")).ToHaveTextAsync(Name);
        await IsHarmlessAsync(page);
        Model.Enqueue(ModelScript.Reply("The harbour opens at six [1]."));
        await page.AskToTheEndAsync("When does the harbour open?");
        await Expect(page.Asked.Locator(".file-chip .attachment-name")).ToHaveTextAsync(Name);

        // Where a reply refers to it.
        await Expect(page.Page.Locator(".cited-file")).ToHaveTextAsync(Name);
        await page.ReplyText.Locator(".cite").ClickAsync();
        await Expect(page.Page.Locator(".passage-panel h2")).ToHaveTextAsync(Name);
        await IsHarmlessAsync(page);
        await page.ReloadAsync();
        await Expect(page.Page.Locator(".cited-file")).ToHaveTextAsync(Name);
        await IsHarmlessAsync(page);

        // On the page of files: in the list, before it is deleted, looked at, and where it is chosen.
        await page.OpenFilesAsync();
        await Expect(page.FileRows.Locator(".file-name")).ToHaveTextAsync(Name);
        await Button(page.FileRows, $"Delete {Name}").ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Group, new() { Name = $"Delete {Name}", Exact = true })).ToBeVisibleAsync();
        await Button(page.FileRows, Name).ClickAsync();
        await Expect(page.Page.Locator("#preview-title")).ToHaveTextAsync(Name);
        await IsHarmlessAsync(page);
        await page.OpenChatAsync();
        await page.Page.GetByLabel("Attach files").ClickAsync();
        await Button(page.Page.Locator(".attach-menu"), "Choose from your files").ClickAsync();
        await Expect(page.Page.Locator(".file-picker .attachment-name")).ToHaveTextAsync(Name);
        await IsHarmlessAsync(page);
    }

    [Fact]
    public async Task Name_OfMarkup_OfAnUploadThatFails_IsText()
    {
        var page = await NewBrowserAsync();
        await page.Page.Context.AddInitScriptAsync("window.xss = () => { window.attacked = true; };");
        await page.EnterAsync(await NewAccountAsync());
        page.Problems.Expect("400");
        await page.OpenFilesAsync();

        await page.UploadAsync(("<img src=x onerror=xss()>.pdf", "No PDF."));

        await Expect(page.Uploads).ToHaveAttributeAsync("data-status", "failed");
        await Expect(page.Uploads.Locator("[data-name]")).ToHaveTextAsync("<img src=x onerror=xss()>.pdf");
        await Expect(page.Page.Locator("[data-upload-status]")).ToContainTextAsync("<img src=x onerror=xss()>.pdf");
        await IsHarmlessAsync(page);
    }

    /// <summary>What the policy refuses, and what is asked of the server for such an image, is a problem of the page, which fails the journey.</summary>
    private static async Task IsHarmlessAsync(JourneyPage page)
    {
        await Expect(page.Page.Locator("img[src='x'], img[onerror]")).ToHaveCountAsync(0);
        Assert.False(await page.Page.EvaluateAsync<bool>("() => window.attacked === true"));
    }
}
