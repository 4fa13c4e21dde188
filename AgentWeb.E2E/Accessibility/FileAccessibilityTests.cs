using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.Documents;
using AgentWeb.E2E.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Accessibility;

/// <summary>Files break no rule of WCAG 2.2 AA; light and dark, on a desk and on a phone.</summary>
[Collection<SharedStage>]
public sealed class FileAccessibilityTests(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    public static TheoryData<int> Widths => AccessibilityTests.Widths;

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Files_HaveNoViolations(int width)
    {
        var page = await SignedInAsync(AccessibilityTests.Look(width));
        page.Problems.Expect("400");
        await page.OpenAsync("/files");
        await Expect(page.Page.GetByText("Nothing here yet.")).ToBeVisibleAsync();
        await AccessibilityTests.CheckAsync(page, "no files");
        await page.OpenChatAsync();
        await page.PasteAsync(string.Concat(Enumerable.Repeat("Pasted words. ", 600)));
        await Expect(page.Attachment("pasted.txt")).ToHaveAttributeAsync("data-status", "completed");
        await AccessibilityTests.CheckAsync(page, "pasted text as a file");
        await Button(page.Attachment("pasted.txt"), "Remove pasted.txt").ClickAsync();
        await Expect(page.Attachments).ToHaveCountAsync(0);
        await page.AttachAsync([("shot.png", SampleImages.Png(40, 30)), ("report.pdf", "no PDF"u8.ToArray()), ("notes.txt", "Some notes."u8.ToArray())]);
        await Expect(page.Attachment("report.pdf")).ToHaveAttributeAsync("data-status", "failed");
        await Expect(page.Attachment("notes.txt")).ToHaveAttributeAsync("data-status", "completed");
        await AccessibilityTests.CheckAsync(page, "attached files");
        await page.Page.GetByLabel("Attach files").ClickAsync();
        await AccessibilityTests.CheckAsync(page, "menu of attaching");
        await page.Page.GetByText("Choose from your files").ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await AccessibilityTests.CheckAsync(page, "choosing a file");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.AskToTheEndAsync("What is in them?");
        await AccessibilityTests.CheckAsync(page, "message with files");
        Assert.False(await page.ScrollsSidewaysAsync());

        await page.OpenFilesAsync();
        await Expect(page.Page.Locator(".file-list > li")).ToHaveCountAsync(2);
        await Button(page.Page.Locator("main"), "Delete notes.txt").ClickAsync();
        await Expect(page.Page.GetByText("It is used in a message")).ToBeVisibleAsync();
        await page.UploadAsync(("manual.pdf", "no PDF either"));
        await Expect(page.Upload("manual.pdf")).ToHaveAttributeAsync("data-status", "failed");
        await AccessibilityTests.CheckAsync(page, "files");
        await Button(page.Page.Locator("main"), "notes.txt").ClickAsync();
        await Expect(page.Page.GetByText("Some notes.")).ToBeVisibleAsync();
        await AccessibilityTests.CheckAsync(page, "preview");
        Assert.False(await page.ScrollsSidewaysAsync());
    }
}
