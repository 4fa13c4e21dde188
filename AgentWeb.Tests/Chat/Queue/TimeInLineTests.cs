using AgentWeb.Core;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Files.Ingestion;
using AgentWeb.Core.Operations.Figures;
using AgentWeb.Core.Operations.Usage;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentWeb.Tests.Chat.Queue;

/// <summary>Time for reading a file is no time in line: when the line begins, and that the files decide it, whatever becomes of them.</summary>
public sealed class TimeInLineTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2); // That of the configuration.

    private ChatHost _host = null!;
    private Guid _ada;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync();
        _ada = await _host.AddUserAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Wait_OfAReplyThatWaitedForItsFile_IsThatInLineWhereverItIsMeasured()
    {
        var file = await _host.AddSlowFileAsync(_ada, "report.pdf");
        var waits = await _host.SendWithAsync(_ada, "What does it say?", [file]);
        await _host.AgeAsync(waits, minutes: 20);
        await _host.EndFileAsync(file, FileStatus.Completed);
        (await _host.Model.NextCallAsync()).Say("It says so.").End();
        await _host.EndOfAsync(waits);

        var job = await _host.JobAsync(waits.RunId);
        Assert.True(job.WaitingSince - job.EnqueuedAt > TimeSpan.FromMinutes(19), "The line began when it was asked");
        Assert.InRange((job.StartedAt!.Value - job.WaitingSince).TotalSeconds, 0, 60);
        Assert.Null(job.WaitsForFilesUntil);
        var usage = await _host.Get<ReadUsage>().RunAsync(UsageQuery.LastDays(2, TimeProvider.System.GetUtcNow()), Cancellation);
        Assert.InRange(usage.Wait.P95!.Value, 0, 60);
        var figures = await _host.Get<ReadFigures>().RunAsync(FigurePeriod.Hour, Cancellation);
        Assert.InRange(figures.Whole.Wait.P95!.Value, 0, 60);
        var details = await _host.Get<ReadReplyDetails>().RunAsync(_ada, waits.MessageId, Cancellation);
        Assert.InRange(details.Value!.Waited!.Value.TotalSeconds, 0, 60);
    }

    [Fact]
    public async Task Wait_OfAReplyStoppedWhileItWaitsForItsFile_IsNone()
    {
        using var log = new CapturedLog();
        _host.Get<ILoggerFactory>().AddProvider(log);
        var waits = await _host.SendWithAsync(_ada, "What does it say?", [await _host.AddSlowFileAsync(_ada, "report.pdf")]);
        await _host.AgeAsync(waits, minutes: 20);

        Assert.True((await _host.Get<StopRun>().RunAsync(_ada, new(RunId: waits.RunId), Cancellation)).Succeeded);

        var ended = Assert.Single(log.Lines, line => line.Contains(PublicId.Format(PublicId.Run, waits.RunId) + " of user", StringComparison.Ordinal));
        Assert.Contains(", waited 0 ms,", ended, StringComparison.Ordinal);
        var job = await _host.JobAsync(waits.RunId);
        Assert.Equal((job.FinishedAt!.Value, (DateTimeOffset?)null), LineOf(job));
    }

    [Fact]
    public async Task Wait_OfAReplyStoppedInLine_IsThatInLine()
    {
        using var log = new CapturedLog();
        _host.Get<ILoggerFactory>().AddProvider(log);
        await PausedAsync();
        var waits = await _host.SendAsync(_ada, "Hello");
        await _host.AgeAsync(waits, minutes: 5);

        Assert.True((await _host.Get<StopRun>().RunAsync(_ada, new(RunId: waits.RunId), Cancellation)).Succeeded);

        var ended = Assert.Single(log.Lines, line => line.Contains(PublicId.Format(PublicId.Run, waits.RunId) + " of user", StringComparison.Ordinal));
        Assert.Matches(@", waited 3\d{5} ms,", ended); // Five minutes.
    }

    [Fact]
    public async Task Wait_OfAReplyWithoutFiles_BeginsWhenItIsAsked()
    {
        await _host.StopAsync(); // Nobody picks it.

        var job = await _host.JobAsync((await _host.SendAsync(_ada, "Hello")).RunId);

        Assert.Equal((job.EnqueuedAt, (DateTimeOffset?)null), LineOf(job));
    }

    [Fact]
    public async Task LetGoAsync_OnceTheLimitHasPassed_BeginsTheLineThenAndOnlyOnce()
    {
        await _host.StopAsync(); // Nobody lets go but this test.
        var waits = await _host.SendWithAsync(_ada, "What does it say?", [await _host.AddSlowFileAsync(_ada, "report.pdf")]);
        var asked = await _host.JobAsync(waits.RunId);
        Assert.Equal((asked.EnqueuedAt, (DateTimeOffset?)(asked.EnqueuedAt + Limit)), LineOf(asked));
        var time = new ManualTime();
        var fileWaits = new FileWaits(_host.Get<IOptionsMonitor<FilesOptions>>(), _host.Get<QueueSignal>(), time);

        time.Advance(Limit / 2);
        Assert.Equal(asked.WaitsForFilesUntil, (await LetGoAsync(fileWaits, waits)).WaitsForFilesUntil);
        time.Advance(Limit);
        var passed = time.GetUtcNow();
        Assert.Equal((passed, (DateTimeOffset?)null), LineOf(await LetGoAsync(fileWaits, waits)));
        time.Advance(Limit);
        Assert.Equal((passed, (DateTimeOffset?)null), LineOf(await LetGoAsync(fileWaits, waits)));
    }

    [Fact]
    public async Task File_TriedAgainWhileItsReplyStandsInLine_IsWaitedForAgain()
    {
        await PausedAsync();
        var file = await _host.AddSlowFileAsync(_ada, "report.pdf");
        var waits = await _host.SendWithAsync(_ada, "What does it say?", [file]);
        await _host.EndFileAsync(file, FileStatus.Failed);
        Assert.Null((await LookAsync(waits)).WaitsForFilesUntil);

        Assert.True((await _host.Get<ChangeProcessing>().RetryAsync(_ada, file.Id, Cancellation)).Succeeded);

        var again = await LookAsync(waits);
        Assert.Equal(again.EnqueuedAt + Limit, again.WaitsForFilesUntil);
        Assert.Equal("report.pdf", (await _host.Get<PlaceInQueue>().RunAsync(waits.RunId, Cancellation)).File);
    }

    [Fact]
    public async Task Conversation_WithAFileInWork_HasAllOfItsRepliesWait()
    {
        await PausedAsync();
        var first = await _host.SendAsync(_ada, "one");
        var file = await _host.AddSlowFileAsync(_ada, "report.pdf");
        var second = await _host.SendWithAsync(_ada, "two", [file], first.ConversationId);
        var third = await _host.SendAsync(_ada, "three", first.ConversationId);
        var elsewhere = await _host.SendAsync(_ada, "four");

        foreach (var (sent, waits) in new[] { (first, true), (second, true), (third, true), (elsewhere, false) })
        {
            Assert.Equal(waits, (await LookAsync(sent)).WaitsForFilesUntil is not null);
        }

        await _host.EndFileAsync(file, FileStatus.Completed);
        foreach (var sent in new[] { first, second, third })
        {
            Assert.Null((await LookAsync(sent)).WaitsForFilesUntil);
        }
    }

    [Fact]
    public async Task Conversation_WhoseFileIsInWork_RegeneratesAndEditsOnceItIsRead()
    {
        var answered = await _host.AnsweredAsync(_ada, "Hello", "Hello to you.");
        await PausedAsync();
        await _host.Contexts.AttachAsync(answered.ConversationId, answered.UserMessageId, await _host.AddSlowFileAsync(_ada, "report.pdf"));

        var regenerated = await _host.Get<RegenerateReply>().RunAsync(_ada, new(answered.MessageId), Cancellation);
        var edited = await _host.Get<EditMessage>().RunAsync(_ada, new(answered.UserMessageId, "Hello again"), Cancellation);

        Assert.Equal(("report.pdf", "report.pdf"), (regenerated.Value!.Wait.File, edited.Value!.Reply!.Wait.File));
    }

    [Fact]
    public async Task QueueTimeouts_FileThatWentUntold_LetsGo()
    {
        await PausedAsync();
        var file = await _host.AddSlowFileAsync(_ada, "report.pdf");
        var waits = await _host.SendWithAsync(_ada, "What does it say?", [file]);
        await using var db = await _host.Contexts.CreateDbContextAsync(Cancellation);
        await db.Files.Where(f => f.Seq == file.Seq).ExecuteUpdateAsync(set => set.SetProperty(f => f.Status, FileStatus.Completed), Cancellation);

        await _host.Get<QueueTimeouts>().RunOnceAsync(Cancellation);

        Assert.Null((await _host.JobAsync(waits.RunId)).WaitsForFilesUntil);
    }

    private static (DateTimeOffset Since, DateTimeOffset? FilesUntil) LineOf(GenerationJob job) => (job.WaitingSince, job.WaitsForFilesUntil);

    /// <summary>Nobody looks at the queue but this test, and it picks nothing.</summary>
    private async Task PausedAsync()
    {
        await _host.Get<PauseQueue>().RunAsync(_ada, paused: true, Cancellation);
        await _host.StopAsync();
    }

    /// <summary>The job after somebody looked for the next one.</summary>
    private async Task<GenerationJob> LookAsync(SendReceipt sent)
    {
        Assert.Null(await _host.Get<GenerationQueue>().TakeNextAsync(Cancellation));
        return await _host.JobAsync(sent.RunId);
    }

    private async Task<GenerationJob> LetGoAsync(FileWaits fileWaits, SendReceipt sent)
    {
        await using var db = await _host.Contexts.CreateDbContextAsync(Cancellation);
        await fileWaits.LetGoAsync(db, Cancellation);
        return await _host.JobAsync(sent.RunId);
    }
}
