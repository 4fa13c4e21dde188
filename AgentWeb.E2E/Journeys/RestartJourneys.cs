using AgentWeb.Core;
using AgentWeb.E2E.Faults;
using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.EntityFrameworkCore;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>The server goes away in the midst of a reply and comes back.</summary>
public sealed class RestartJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser), IClassFixture<Stage>
{
    /// <summary>A page asks every few seconds, then every half minute; and the first page of a server that has just begun takes its time.</summary>
    private const float Recovery = 120_000;

    [Fact]
    public async Task Kill_InTheMidst_PageRecoversWithTheTextAndRetryWorks()
    {
        var page = await SignedInAsync();
        page.Problems.Expect(ServerGone);
        await page.AskAsync("Survive a crash. [[tokens=3000 tps=40 kind=paragraph]]");
        await page.ReplyShowsAsync("In step 5 ");
        await page.ConversationOpensAsync(); // The address may come behind the first words.
        await IsStoredAsync(page, "In step 1 ");

        Server.Kill();
        await Expect(page.Page.Locator(".connection-reconnecting")).ToBeVisibleAsync();
        await Server.StartAsync();

        await Expect(page.Reply).ToHaveAttributeAsync("data-status", "interrupted", new() { Timeout = Recovery });
        await page.ReplyShowsAsync("In step 1 ");
        await Expect(page.Notice).Not.ToBeEmptyAsync();
        await page.UsableAsync();
        await page.RetryButton.ClickAsync();
        await page.StatusBecomesAsync("streaming");
        await page.ReplyShowsAsync("In step 2 ");
        await Expect(page.Asked).ToHaveCountAsync(1);
        await page.StopButton.ClickAsync();
        await page.StatusBecomesAsync("stopped");
    }

    [Fact]
    public async Task GracefulStop_InTheMidst_KeepsTheTextAndPageRecovers()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal that asks a process without a window to stop.");
        var page = await SignedInAsync();
        page.Problems.Expect(ServerGone);
        await page.AskAsync("Survive an update. [[tokens=3000 tps=40 kind=paragraph]]");
        await page.ReplyShowsAsync("In step 3 ");
        await page.ConversationOpensAsync();

        Assert.Equal(0, await Server.StopAsync());
        await (await RequestAboutAsync("an update")).WaitForDisconnectAsync(Deadline);
        await Server.StartAsync();

        await Expect(page.Reply).ToHaveAttributeAsync("data-status", "interrupted", new() { Timeout = Recovery });
        await page.ReplyShowsAsync("In step 3 ");
        await Expect(page.RetryButton).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Kill_WhileWaitingForTheFirstToken_RunsAgainByItself()
    {
        var page = await SignedInAsync();
        page.Problems.Expect(ServerGone);
        Model.Enqueue(ModelScript.Default with { Gate = new ModelGate(), GateAfter = 0 });
        await page.AskAsync("Survive before a word.");
        await RequestAboutAsync("before a word");
        await page.ConversationOpensAsync();
        await page.NoteConnectionAsync();

        Server.Kill();
        await Server.StartAsync();

        await page.ConnectionComesBackAsync(); // On a fresh page: the circuit went with the server.
        await Expect(page.Reply).ToHaveAttributeAsync("data-status", "complete", new() { Timeout = Recovery });
        await page.ReplyShowsAsync("Hello from the test model.");
        await Expect(page.Asked).ToHaveCountAsync(1);
    }

    /// <summary>Waits until some of the reply is stored, which a page shows before: without any of it, it would begin anew.</summary>
    private async Task IsStoredAsync(JourneyPage page, string text)
    {
        Assert.True(PublicId.TryParse(PublicId.Session, page.SessionId, out var conversationId));
        await using var db = new DatabaseFile(Server.DataDirectory).Open();
        using var deadline = new CancellationTokenSource(Deadline);
        var stored = db.RunTextChunks.Where(chunk => db.Jobs.Any(job => job.Seq == chunk.JobSeq && job.ConversationId == conversationId))
            .OrderBy(chunk => chunk.Ordinal).Select(chunk => chunk.Text);
        while (!string.Concat(await stored.ToListAsync()).Contains(text, StringComparison.Ordinal))
        {
            Assert.False(deadline.IsCancellationRequested, "Nothing of the reply was stored.");
            await Task.Delay(10);
        }
    }
}
