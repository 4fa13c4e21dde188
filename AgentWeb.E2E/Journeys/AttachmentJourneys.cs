using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AgentWeb.E2E.Infrastructure.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>What goes with a message, where something comes between: another conversation, a failure, no text, a long paste, an ended conversation.</summary>
[Collection<SharedStage>]
public sealed class AttachmentJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    private const string WaitsForFiles = "goes out as soon as its files are uploaded";

    [Fact]
    public async Task Upload_WhileAnotherConversationIsOpen_GoesOnForTheOneItWasAddedTo()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("First conversation.");
        using var held = await page.HoldUploadsAsync();
        await page.AttachAsync(("harbour.txt", "The harbour opens at six."));
        await Expect(page.Attachment("harbour.txt")).ToHaveAttributeAsync("data-status", "uploading");

        await page.NewChatAsync();
        await Expect(page.Attachments).ToHaveCountAsync(0);
        await page.Conversations.First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Attachment("harbour.txt")).ToHaveAttributeAsync("data-status", "uploading");
        await page.NewChatAsync();
        var files = await NewTabAsync(page);
        await files.OpenFilesAsync();
        held.Release();

        await Expect(files.FileRows).ToHaveCountAsync(1); // It arrived while nobody looked at its conversation.
        await Expect(page.Attachments).ToHaveCountAsync(0);
        await page.Conversations.First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Attachment("harbour.txt")).ToHaveAttributeAsync("data-status", "completed");
        await page.AskToTheEndAsync("When does it open?");
        await Expect(page.Asked.Last.Locator(".file-chip")).ToHaveCountAsync(1);
        await page.NewChatAsync();
        await Expect(page.Attachments).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Message_ThatWaitsForItsFile_GoesOutThoughItsConversationIsLeft()
    {
        var page = await SignedInAsync();
        using var held = await page.HoldUploadsAsync();
        await SendWithHeldFileAsync(page);

        await page.NewChatAsync();
        await Expect(page.Page.GetByText(WaitsForFiles)).ToBeVisibleAsync();
        held.Release();

        await Expect(page.Page.GetByText(WaitsForFiles)).ToBeHiddenAsync();
        await page.Conversations.First.GetByRole(AriaRole.Link).ClickAsync();
        await IsSentAsync(page);
    }

    [Fact]
    public async Task Message_ThatWaitsForItsFile_LeftAndComeBackTo_GoesOnWaiting()
    {
        var page = await SignedInAsync();
        using var held = await page.HoldUploadsAsync();
        await SendWithHeldFileAsync(page);
        await page.NewChatAsync();

        await page.Conversations.First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Composer).ToHaveValueAsync("When does it open?");
        await Expect(page.Page.GetByText(WaitsForFiles)).ToBeVisibleAsync();
        held.Release();

        await IsSentAsync(page);
    }

    [Fact]
    public async Task Message_ThatWaitsForItsFile_LeftForAnotherPage_GoesOutWithTheNextChat()
    {
        var page = await SignedInAsync();
        using var held = await page.HoldUploadsAsync();
        await SendWithHeldFileAsync(page);
        await page.Page.Locator(".user-menu summary").ClickAsync();
        await page.Page.Locator(".user-menu").GetByRole(AriaRole.Link, new() { Name = "Settings" }).ClickAsync();
        await Expect(page.Composer).ToHaveCountAsync(0);
        held.Release();
        var files = await NewTabAsync(page);
        await files.OpenFilesAsync();
        await Expect(files.FileRows).ToHaveCountAsync(1);

        await page.Page.Locator("[data-new-chat]").ClickAsync();
        await page.UsableAsync();

        await page.Conversations.First.GetByRole(AriaRole.Link).ClickAsync();
        await IsSentAsync(page);
    }

    [Fact]
    public async Task Message_WhoseUploadFailsElsewhere_IsKeptAndSaidToBe()
    {
        var page = await SignedInAsync();
        page.Problems.Expect("/api/v1/files/upload");
        using var held = await page.HoldUploadsAsync();
        await SendWithHeldFileAsync(page);

        await page.NewChatAsync();
        held.Break();

        await Expect(page.Page.Locator("[data-browser-notice]")).ToContainTextAsync("The message is not sent. It is kept in the conversation");
        await page.Conversations.First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Composer).ToHaveValueAsync("When does it open?");
        await Expect(page.Attachment("harbour.txt")).ToContainTextAsync("The server was not reached.");
        await Expect(page.Asked).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task File_SentFromAnotherTab_IsNoLongerAttached()
    {
        var page = await SignedInAsync();
        await page.AttachAsync(("harbour.txt", "The harbour opens at six."));
        await Expect(page.Attachment("harbour.txt")).ToHaveAttributeAsync("data-status", "completed");
        var other = await NewTabAsync(page);
        await other.OpenChatAsync();
        await Expect(other.Attachment("harbour.txt")).ToHaveAttributeAsync("data-status", "completed");

        await page.AskToTheEndAsync("When does it open?");

        await Expect(page.Asked.Locator(".file-chip")).ToHaveCountAsync(1);
        await Expect(other.Attachments).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task File_SentFromAnotherTab_RemovedWhereThatWasNotHeard_IsNotDeleted()
    {
        var page = await SignedInAsync();
        await page.AttachAsync(("harbour.txt", "The harbour opens at six."));
        await Expect(page.Attachment("harbour.txt")).ToHaveAttributeAsync("data-status", "completed");
        var other = await NewTabAsync(page);
        await other.HearNothingAsync();
        await other.OpenChatAsync();
        await Expect(other.Attachment("harbour.txt")).ToHaveAttributeAsync("data-status", "completed");
        var deletions = new ConcurrentQueue<string>();
        other.Page.Request += (_, request) =>
        {
            if (request.Method is "DELETE")
            {
                deletions.Enqueue(request.Url);
            }
        };
        await page.AskToTheEndAsync("When does it open?");

        await Button(other.Attachment("harbour.txt"), "Remove harbour.txt").ClickAsync();

        await Expect(other.Attachments).ToHaveCountAsync(0);
        await other.AskToTheEndAsync("Something else."); // By then a deletion would have been asked for.
        Assert.Empty(deletions);
        await page.ReloadAsync();
        await Expect(page.Asked.Locator(".file-chip")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task File_AttachedInOneTab_StaysThereWhenAnotherSendsWithoutIt()
    {
        var page = await SignedInAsync();
        var other = await NewTabAsync(page);
        await other.OpenChatAsync();
        await page.AttachAsync(("harbour.txt", "The harbour opens at six."));
        await Expect(page.Attachment("harbour.txt")).ToHaveAttributeAsync("data-status", "completed");

        await other.AskToTheEndAsync("Something else.");

        await Expect(other.Asked.Locator(".file-chip")).ToHaveCountAsync(0);
        await Expect(page.Attachments).ToHaveCountAsync(1);
        await page.ReloadAsync();
        await Expect(page.Attachment("harbour.txt")).ToHaveAttributeAsync("data-status", "completed");
    }

    [Fact]
    public async Task Upload_ThatFails_HoldsTheMessageAndIsTriedAgain()
    {
        var page = await SignedInAsync();
        page.Problems.Expect("/api/v1/files/upload");
        using var held = await page.HoldUploadsAsync();
        await page.AttachAsync(("harbour.txt", "The harbour opens at six."));
        await page.Composer.FillAsync("When does it open?");
        await page.Composer.PressAsync("Enter");
        await Expect(page.Page.GetByText("goes out as soon as its files are uploaded")).ToBeVisibleAsync();

        held.Break();
        await Expect(page.Attachment("harbour.txt")).ToContainTextAsync("The server was not reached.");
        await Expect(page.Page.Locator("[data-browser-notice]")).ToContainTextAsync("A file was not uploaded, so the message is not sent yet.");
        await Expect(page.Asked).ToHaveCountAsync(0);
        await page.HoldNoUploadsAsync();
        await Button(page.Attachment("harbour.txt"), "Try harbour.txt again").ClickAsync();
        await Expect(page.Attachment("harbour.txt")).ToHaveAttributeAsync("data-status", "completed");

        await page.Composer.PressAsync("Enter");
        await Expect(page.Asked.Locator(".file-chip")).ToHaveCountAsync(1);
        await page.StatusBecomesAsync("complete");
    }

    [Fact]
    public async Task Enter_WithAFileAndNoText_SaysWhatIsNeeded()
    {
        var page = await SignedInAsync();
        await page.AttachAsync(("harbour.txt", "The harbour opens at six."));
        await Expect(page.Attachment("harbour.txt")).ToHaveAttributeAsync("data-status", "completed");

        await page.Composer.PressAsync("Enter");

        var notice = page.Page.Locator("[data-browser-notice]");
        await Expect(notice).ToContainTextAsync("A message needs text, up to 10,000 characters");
        await Expect(page.Attachments).ToHaveCountAsync(1);
        await page.Composer.PressSequentiallyAsync("When");
        await Expect(notice).ToBeHiddenAsync();
        await page.AskToTheEndAsync("When does it open?");
        await Expect(page.Asked.Locator(".file-chip")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task LongPaste_BecomesAFile_AndGoesIntoTheMessageWhenThatIsWanted()
    {
        var page = await SignedInAsync();
        var text = string.Join('\n', Enumerable.Range(1, 380).Select(i => $"Line {i} is pasted text.")); // 9,400 characters.
        await page.Composer.FillAsync("Summarise this: ");

        await page.PasteAsync(text);

        var pasted = page.Attachment("pasted.txt");
        await Expect(pasted).ToHaveAttributeAsync("data-status", "completed");
        await Expect(page.Composer).ToHaveValueAsync("Summarise this: ");
        await Button(pasted, "Put it into the message").ClickAsync();
        await Expect(page.Composer).ToHaveValueAsync("Summarise this: " + text);
        await Expect(page.Composer).ToBeFocusedAsync();
        await Expect(page.Attachments).ToHaveCountAsync(0);
        await page.Page.Keyboard.PressAsync("Control+Z"); // It is undone as what was typed.
        await Expect(page.Composer).Not.ToHaveValueAsync(new Regex("Line 380", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task LongPaste_AfterAReload_StillGoesIntoTheMessage()
    {
        var page = await SignedInAsync();
        var text = string.Concat(Enumerable.Repeat("Pasted words. ", 600)); // 8,400 characters.
        await page.PasteAsync(text);
        await Expect(page.Attachment("pasted.txt")).ToHaveAttributeAsync("data-status", "completed");
        await page.PasteAsync(text);
        await Expect(page.Attachment("pasted 2.txt")).ToHaveAttributeAsync("data-status", "completed");

        await page.ReloadAsync();
        await Button(page.Attachment("pasted.txt"), "Put it into the message").ClickAsync();

        await Expect(page.Composer).ToHaveValueAsync(text);
        await Expect(page.Attachments).ToHaveCountAsync(1);
        await Button(page.Attachment("pasted 2.txt"), "Put it into the message").ClickAsync();
        await Expect(page.Page.Locator("[data-browser-notice]")).ToContainTextAsync("16,800 characters; a message holds 10,000");
        await Expect(page.Composer).ToHaveValueAsync(text);
        await Expect(page.Attachments).ToHaveCountAsync(1); // It stays a file.
    }

    [Fact]
    public async Task ShortPaste_IsText()
    {
        var page = await SignedInAsync(new() { Permissions = ["clipboard-read", "clipboard-write"] });
        using var clipboard = await TakeClipboardAsync();
        await page.Page.EvaluateAsync("() => navigator.clipboard.writeText('word '.repeat(1600))"); // 8,000 characters.

        await page.Composer.PressAsync("Control+V");

        await Expect(page.Composer).ToHaveValueAsync(string.Concat(Enumerable.Repeat("word ", 1600)));
        await Expect(page.Attachments).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Attachment_RemovedByKeyboard_LeavesTheFocusNearby()
    {
        var page = await SignedInAsync();
        await page.AttachAsync(("one.txt", "One."), ("two.txt", "Two."));
        await Expect(page.Attachment("two.txt")).ToHaveAttributeAsync("data-status", "completed");
        await Expect(page.Attachment("one.txt")).ToHaveAttributeAsync("data-status", "completed");

        await Button(page.Attachment("one.txt"), "Remove one.txt").PressAsync("Enter");
        await Expect(Button(page.Attachment("two.txt"), "Remove two.txt")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Enter");

        await Expect(page.Attachments).ToHaveCountAsync(0);
        await Expect(page.Page.Locator(".attach-menu > summary")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task File_DroppedOnAnEndedConversation_IsRefusedAndThePageStays()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("Something short.");
        await page.Page.GetByLabel("Actions for this conversation").ClickAsync();
        await Button(page.Page.Locator(".chat-head"), "End with a summary").ClickAsync();
        await Expect(page.Page.Locator(".ended-summary")).ToBeVisibleAsync(); // By then the composer is gone, and what it took with it.

        Assert.True(await page.DropBesideAsync(".ended"), "The browser would have opened the file");

        await Expect(page.Page.GetByText("This conversation was ended and takes no files.")).ToBeVisibleAsync();
        await Button(page.Page.Locator(".ended"), "Reopen").ClickAsync();
        await page.UsableAsync();
        await page.DropAsync(("late.txt", "Now it is taken."));
        await Expect(page.Attachment("late.txt")).ToHaveAttributeAsync("data-status", "completed");
        await page.OpenAsync("/settings");
        await Expect(page.Page.Locator("main h1")).ToBeVisibleAsync();
        Assert.True(await page.DropBesideAsync("main"), "The browser would have opened the file");
    }

    /// <summary>Sends a message to a conversation while its file is on its way.</summary>
    private static async Task SendWithHeldFileAsync(JourneyPage page)
    {
        await page.AskToTheEndAsync("First conversation.");
        await page.AttachAsync(("harbour.txt", "The harbour opens at six."));
        await page.Composer.FillAsync("When does it open?");
        await page.Composer.PressAsync("Enter");
        await Expect(page.Page.GetByText(WaitsForFiles)).ToBeVisibleAsync();
    }

    /// <summary>The message that waited is there once, with its file, and nothing of it is left where it was written.</summary>
    private static async Task IsSentAsync(JourneyPage page)
    {
        await Expect(page.Asked.Locator(".user-text")).ToHaveTextAsync(["First conversation.", "When does it open?"]);
        await Expect(page.Asked.Last.Locator(".file-chip")).ToHaveCountAsync(1);
        await Expect(page.Composer).ToHaveValueAsync("");
        await Expect(page.Attachments).ToHaveCountAsync(0);
        await Expect(page.NotSent).ToHaveCountAsync(0);
        await page.StatusBecomesAsync("complete");
    }
}
