using System.Diagnostics;

namespace AgentWeb.E2E.Faults;

/// <summary>
/// Storage that refuses every write. A running server meets it by a limit on the size of files that its process may write: from outside
/// nothing else takes the right away from a process that has its files open. A starting one meets a read-only mount.
/// </summary>
public sealed class ReadOnlyStorageFaults(Limitable stage) : UnwritableStorage(stage), IClassFixture<Limitable>
{
    [Fact]
    public async Task Start_OnAReadOnlyMount_SaysSoAndLosesNothing()
    {
        var asked = await Ann.AskAsync("[[tokens=3000 tps=20 kind=paragraph]]");
        await (await RequestAsync(asked)).WaitForTokensAsync(30, Invariants.Deadline);
        await SomeIsStoredAsync(asked);
        var diedAt = Stopwatch.GetTimestamp();
        Server.Kill();
        var usual = Server.Launcher;

        Server.Launcher = ["unshare", "--map-root-user", "--mount", "sh", "-c", "mount --bind $DATA $DATA && mount -o remount,bind,ro $DATA && exec \"$@\"", "sh"];
        await Assert.ThrowsAsync<InvalidOperationException>(Server.StartAsync);
        Assert.Contains("The database cannot be used", Server.Log.ToString(), StringComparison.Ordinal);
        Server.Launcher = usual;
        await Server.StartAsync();

        await Ann.FollowAsync(asked);
        Assert.Equal("interrupted", (string)(await Ann.ReplyAsync(asked))["status"]!);
        await NothingIsLostAsync(diedAt);
    }

    protected override Task TakeAwayAsync() => Limitable.LimitFilesAsync(Server, "0");

    protected override Task GiveBackAsync() => Limitable.LimitFilesAsync(Server, "unlimited");
}
