using AgentWeb.E2E.Infrastructure.Browser;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Backup and restore by the program's own command line, as an administrator types it.</summary>
public sealed class BackupJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser), IClassFixture<Stage>
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentweb-backup-").FullName;

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Restore_OfABackupMadeWhileTheServerRan_BringsBackWhatWasThere()
    {
        var page = await SignedInAsync();
        page.Problems.Expect(ServerGone);
        await page.AskToTheEndAsync("Remember the quinces.");
        var kept = page.SessionId;
        var file = Path.Combine(_folder, "by-hand.zip");

        var backup = await Server.RunCommandAsync("backup", "--to", file);
        Assert.Equal((0, true), (backup.ExitCode, File.Exists(file)));
        await page.OpenChatAsync("/");
        await page.AskToTheEndAsync("Forget the medlars.");

        var tooEarly = await Server.RunCommandAsync("restore", "--from", file, "--force");
        Assert.Equal(1, tooEarly.ExitCode);
        Assert.Contains("Stop it first.", tooEarly.Output, StringComparison.Ordinal);
        await page.Page.GotoAsync("about:blank"); // A chat would come back by itself as soon as there is a server.
        await Server.StopAsync();
        var unforced = await Server.RunCommandAsync("restore", "--from", file);
        Assert.Equal(1, unforced.ExitCode);
        Assert.Contains("Add --force", unforced.Output, StringComparison.Ordinal);
        var restored = await Server.RunCommandAsync("restore", "--from", file, "--force");
        Assert.Equal(0, restored.ExitCode);
        Assert.Contains("What was there before is in", restored.Output, StringComparison.Ordinal);
        await Server.StartAsync();

        // The browser's cookie is of a key that is in the backup too.
        await page.OpenChatAsync("/c/" + kept);
        await Expect(page.Asked).ToHaveTextAsync(["Remember the quinces."]);
        await Expect(page.Conversations).ToHaveCountAsync(1);
        await page.AskToTheEndAsync("And what else?");
    }
}
