using AgentWeb.E2E.Infrastructure.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>A message whose file is read slowly, beside people who want an answer meanwhile.</summary>
public sealed class FileWaitJourneys(FileWaitJourneys.SlowReading stage, BrowserFixture browser)
    : Journey(stage, browser), IClassFixture<FileWaitJourneys.SlowReading>
{
    /// <summary>Takes minutes to be read here.</summary>
    private static string LongText { get; } = string.Join('\n', Enumerable.Range(0, 150_000).Select(i => $"Line {i} is about the harbour."));

    [Fact]
    public async Task Message_WhoseFileIsRead_SaysSo_HoldsNobodyUp_AndStartsAtOnce()
    {
        var page = await SignedInAsync();
        var other = await SignedInAsync();
        await page.AttachAsync(("report.txt", LongText));
        await Expect(page.Attachment("report.txt")).ToHaveAttributeAsync("data-status", "processing");
        await page.AskAsync("What does the report say?");
        await Expect(page.Reply.GetByText("Waits for report.txt")).ToBeVisibleAsync();
        await page.StatusBecomesAsync("queued");

        await other.AskToTheEndAsync("A quick question."); // Though only one reply is written at a time.

        await page.ConversationOpensAsync();
        await page.ReloadAsync();
        await Expect(page.Reply.GetByText("Waits for report.txt")).ToBeVisibleAsync();
        await Expect(page.Conversations.First.GetByLabel("Waiting in line", new() { Exact = true })).ToBeVisibleAsync(); // With no place in it.
        var files = await NewTabAsync(page);
        await files.OpenFilesAsync();
        await Button(files.FileRows, "Cancel report.txt").ClickAsync();

        await page.StatusBecomesAsync("complete");
        await Expect(files.FileRows).ToContainTextAsync("Not read");
    }

    [Fact]
    public async Task Message_ThatWaitsForItsFile_CanBeStopped()
    {
        var page = await SignedInAsync();
        await page.AttachAsync(("report.txt", LongText));
        await Expect(page.Attachment("report.txt")).ToHaveAttributeAsync("data-status", "processing");
        await page.AskAsync("What does this report say?");
        await Expect(page.Reply.GetByText("Waits for report.txt")).ToBeVisibleAsync();

        await page.StopButton.ClickAsync();

        await page.StatusBecomesAsync("stopped");
        await Expect(page.RetryButton).ToBeVisibleAsync();
        Assert.DoesNotContain(Model.Requests, r => r.Body.RootElement.GetRawText().Contains("this report", StringComparison.Ordinal));
        await EndReadingAsync(page);
    }

    [Fact]
    public async Task Processing_CancelledAndTriedAgain_IsSeenOnThePageAndInTheComposer()
    {
        var page = await SignedInAsync();
        await page.AttachAsync(("report.txt", LongText));
        await Expect(page.Attachment("report.txt").GetByRole(AriaRole.Progressbar, new() { Name = "Processing of report.txt" })).ToBeVisibleAsync();
        var files = await NewTabAsync(page);
        await files.OpenFilesAsync();
        var row = files.FileRows;
        await Expect(row.GetByRole(AriaRole.Progressbar, new() { Name = "Processing of report.txt" })).ToBeVisibleAsync();

        await Button(row, "Cancel report.txt").ClickAsync();
        await Expect(row).ToContainTextAsync("Not read");
        await Expect(page.Attachment("report.txt")).ToHaveAttributeAsync("data-status", "cancelled");
        await Expect(page.Attachment("report.txt")).ToContainTextAsync("Not read");

        await Button(page.Attachment("report.txt"), "Try report.txt again").ClickAsync();
        await Expect(page.Attachment("report.txt")).ToHaveAttributeAsync("data-status", "processing");
        await Expect(row).ToContainTextAsync("Reading");
        await Button(row, "Cancel report.txt").ClickAsync();
        await Expect(row).ToContainTextAsync("Not read");
        await Button(row, "Try report.txt again").ClickAsync();
        await Expect(row).ToContainTextAsync("Reading");
        await EndReadingAsync(page);
    }

    /// <summary>Leaves the lane to the next journey.</summary>
    private async Task EndReadingAsync(JourneyPage page)
    {
        var files = await NewTabAsync(page);
        await files.OpenFilesAsync();
        await Button(files.FileRows, "Cancel report.txt").ClickAsync();
        await Expect(files.FileRows).ToContainTextAsync("Not read");
    }

    /// <summary>Files are read at the slowest pace that can be set, and one reply is written at a time.</summary>
    public sealed class SlowReading : Stage
    {
        protected override void Configure(Dictionary<string, string> settings)
        {
            settings["Files:CpuShare"] = "0.01";
            settings["Queue:MaxConcurrency"] = "1";
        }
    }
}
