using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Operations;
using AgentWeb.Core.Startup;
using AgentWeb.Hosting.HealthChecks;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentWeb.Tests.Chat.Queue;

/// <summary>A message whose file is still read: it waits without a slot, says for what, and goes on at once.</summary>
public sealed class FileWaitTests : IAsyncLifetime
{
    private readonly CountedCommands _commands = new(); // Before the host: Entity Framework looks for listeners once a second.
    private ChatHost _host = null!;
    private Guid _ada;
    private Guid _bob;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _commands.Dispose();
    }

    [Fact]
    public async Task Message_WhoseFileIsRead_TakesNoSlotAndStartsWhenItIsDone()
    {
        var file = await AddFileAsync("report.pdf");
        var waits = await SendAsync("What does it say?", file);
        Assert.Equal(QueueWait.For("report.pdf"), waits.Wait);

        var quick = await _host.SendAsync(_bob, "quick");
        var call = await _host.Model.NextCallAsync();
        Assert.Equal("quick", call.Messages[^1].Text); // The only slot was free for it.
        call.Say("ok").End();
        await _host.EndOfAsync(quick);
        Assert.Null(await _host.Get<GenerationQueue>().TakeNextAsync(Cancellation));
        Assert.Equal(JobState.Queued, (await _host.JobAsync(waits.RunId)).State);
        Assert.Equal("report.pdf", LogOf(waits).Place.File);

        await EndAsync(file, FileStatus.Completed);

        (await _host.Model.NextCallAsync()).Say("It says so.").End();
        Assert.Equal("It says so.", (await _host.EndOfAsync(waits)).Text);
        Assert.Equal(
            [("queued", (int?)null, "report.pdf"), ("processing", 0, null)],
            (await EventsOfAsync(waits)).OfType<StatusEvent>().Where(s => s.QueuePosition is not 1).Select(s => (s.Status, s.QueuePosition, s.WaitingFor)));
    }

    [Theory]
    [InlineData(FileStatus.Completed)]
    [InlineData(FileStatus.Failed)]
    [InlineData(FileStatus.Cancelled)]
    [InlineData(null)]
    public async Task File_ThatEnds_WakesTheQueueAtOnce(FileStatus? end)
    {
        var file = await AddFileAsync("report.pdf");
        var waits = await SendAsync("What does it say?", file);
        var signal = _host.Get<QueueSignal>();
        var before = signal.Version;

        await EndAsync(file, end);

        Assert.True(signal.Version > before, "Nobody was told");
        (await _host.Model.NextCallAsync()).Say("ok").End();
        Assert.Equal(MessageStatus.Complete, (await _host.EndOfAsync(waits)).Status);
    }

    [Fact]
    public async Task Others_InLine_DoNotCountTheOneThatWaitsForItsFile()
    {
        await _host.SendAsync(_bob, "runs");
        var running = await _host.Model.NextCallAsync();
        var file = await AddFileAsync("report.pdf");
        var waits = await SendAsync("What does it say?", file);
        var ofBob = await _host.SendAsync(_bob, "bob's next");
        var ofAda = await _host.SendAsync(_ada, "ada's other");

        // Ada was never served, so hers goes first; both would be one place further back behind what waits for its file.
        Assert.Equal((1, 1), (ofBob.Wait.Position, ofAda.Wait.Position));
        foreach (var (sent, position) in new[] { (waits, 0), (ofAda, 1), (ofBob, 2) })
        {
            Assert.Equal(position, (await _host.Get<PlaceInQueue>().RunAsync(sent.RunId, Cancellation)).Position);
            await OrderShowsAsync(places => places.Any(p => p.Job.RunId == sent.RunId && p.Position == position));
            Assert.Equal(position, (await _host.Get<ReadQueue>().RunAsync(Cancellation)).Jobs.Single(j => j.RunId == sent.RunId).Position);
        }

        Assert.Null(_host.Get<QueuePositions>().Of(waits.ConversationId));
        await EndAsync(file, FileStatus.Cancelled);
        await Eventually.TrueAsync(() => LogOf(waits).Place is { Position: 1, File: null }, "it stands in line, at the place of its arrival");
        await OrderShowsAsync(places => places.Select(p => p.Job.RunId).SequenceEqual([waits.RunId, ofBob.RunId, ofAda.RunId]));
        running.Say("ok").End();
        Assert.Equal("What does it say?", (await _host.Model.NextCallAsync()).Messages[^1].Text);
    }

    [Fact]
    public async Task NextMessage_OfTheConversation_DoesNotOvertake()
    {
        var file = await AddFileAsync("report.pdf");
        var first = await SendAsync("one", file);
        var second = await _host.SendAsync(_ada, "two", first.ConversationId);
        Assert.Equal("report.pdf", second.Wait.File);

        await EndAsync(file, FileStatus.Cancelled);

        var call = await _host.Model.NextCallAsync();
        Assert.Equal("one", call.Messages[^1].Text);
        call.Say("first answer").End();
        Assert.Equal(["one", "first answer", "two"], (await _host.Model.NextCallAsync()).Messages.Where(m => m.Role != Microsoft.Extensions.AI.ChatRole.System).Select(m => m.Text));
    }

    [Fact]
    public async Task Files_SeveralInWork_AreNamedOneAfterTheOther()
    {
        var (first, second) = (await AddFileAsync("first.pdf"), await AddFileAsync("second.pdf"));
        var waits = await SendAsync("What do they say?", first, second);
        Assert.Equal("first.pdf", waits.Wait.File);

        await EndAsync(first, FileStatus.Failed);

        await Eventually.TrueAsync(() => LogOf(waits).Place.File == "second.pdf", "the other one is named");
        Assert.False(_host.Model.HasUnreadCall, "It did not wait for both");
    }

    [Fact]
    public async Task Limit_Passed_StartsWithoutTheFileAndSaysSo()
    {
        await _host.DisposeAsync();
        await StartAsync(("Files:WaitBeforeReply", "00:00:01"));
        await SendAsync("What does it say?", await AddFileAsync("report.pdf"));

        var call = await _host.Model.NextCallAsync();

        Assert.Contains("\"report.pdf\" is still being processed", call.Messages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_FromBeforeAnOutage_WaitsForItsFileAfterTheStart()
    {
        var waits = await SendAsync("What does it say?", await AddFileAsync("report.pdf"));
        await _host.StopAsync();
        await using var db = await _host.Contexts.CreateDbContextAsync(Cancellation);
        await db.Jobs.ExecuteUpdateAsync(set => set.SetProperty(j => j.WaitsForFilesUntil, TimeProvider.System.GetUtcNow().AddMinutes(-18)), Cancellation);

        await _host.Services.GetServices<IBeforeReady>().OfType<SettleOwnJobs>().Single().RunAsync(Cancellation); // As at the next start.
        await _host.Get<QueueTimeouts>().RunOnceAsync(Cancellation);

        Assert.Null(await _host.Get<GenerationQueue>().TakeNextAsync(Cancellation));
        Assert.Equal(JobState.Queued, (await _host.JobAsync(waits.RunId)).State);
        Assert.Equal("report.pdf", (await _host.Get<PlaceInQueue>().RunAsync(waits.RunId, Cancellation)).File);
    }

    [Fact]
    public async Task Message_OfOneNodeWhileAnotherStarts_WaitsNoLongerForIt()
    {
        var waits = await SendAsync("What does it say?", await AddFileAsync("report.pdf"));
        var until = (await _host.JobAsync(waits.RunId)).WaitsForFilesUntil;
        await using (var db = await _host.Contexts.CreateDbContextAsync(Cancellation))
        {
            db.Nodes.Add(new() { Name = "another", StartedAt = TimeProvider.System.GetUtcNow(), SeenAt = TimeProvider.System.GetUtcNow() });
            await db.SaveChangesAsync(Cancellation);
        }

        await _host.Services.GetServices<IBeforeReady>().OfType<SettleOwnJobs>().Single().RunAsync(Cancellation);

        Assert.NotNull(until);
        Assert.Equal(until, (await _host.JobAsync(waits.RunId)).WaitsForFilesUntil);
    }

    [Fact]
    public async Task QueueTimeouts_MessageThatWaitsForItsFile_DoesNotEndIt()
    {
        var waits = await SendAsync("What does it say?", await AddFileAsync("report.pdf"));
        await _host.AgeAsync(waits);

        await _host.Get<QueueTimeouts>().RunOnceAsync(Cancellation);

        Assert.Equal(JobState.Queued, (await _host.JobAsync(waits.RunId)).State);
    }

    [Fact]
    public async Task QueueTimeouts_MessageWhoseFileIsRead_HasAllOfItsTimeFromThenOn()
    {
        await _host.Get<PauseQueue>().RunAsync(_ada, paused: true, Cancellation);
        var file = await AddFileAsync("report.pdf");
        var waits = await SendAsync("What does it say?", file);
        await _host.AgeAsync(waits); // Twice as long as a message may stand in line.
        await EndAsync(file, FileStatus.Completed);

        await _host.Get<QueueTimeouts>().RunOnceAsync(Cancellation);
        Assert.Equal(JobState.Queued, (await _host.JobAsync(waits.RunId)).State);
        await _host.AgeAsync(waits, minutes: 11);
        await _host.Get<QueueTimeouts>().RunOnceAsync(Cancellation);
        Assert.Equal(JobState.Failed, (await _host.JobAsync(waits.RunId)).State);
    }

    [Fact]
    public async Task WaitForAFile_OfAges_IsShownAsAWaitAndIsNoSicknessOfTheQueue()
    {
        await _host.DisposeAsync();
        await StartAsync(("Queue:MaxWait", "00:30:00"));
        var file = await AddFileAsync("report.pdf");
        var waits = await SendAsync("What does it say?", file);
        await _host.AgeAsync(waits);
        var health = new QueueHealth(_host.Contexts, _host.Get<IOptionsMonitor<QueueOptions>>(), TimeProvider.System);

        Assert.Equal(HealthState.Healthy, (await health.CheckAsync(Cancellation)).State);
        var view = await _host.Get<ReadOperations>().RunAsync(new(JobState.Queued), 0, Cancellation);
        Assert.Equal((1, 1, (DateTimeOffset?)null), (view.Waiting, view.Matching, view.OldestWaitSince));
        Assert.True(Assert.Single(view.Jobs).WaitsForFiles);
        await _host.Get<PauseQueue>().RunAsync(_ada, paused: true, Cancellation);
        await EndAsync(file, FileStatus.Completed); // It stands in line now, and has done so for a moment.
        await Eventually.TrueAsync(async () => (await _host.JobAsync(waits.RunId)).WaitsForFilesUntil is null, "it stands in line");
        Assert.Equal(HealthState.Healthy, (await health.CheckAsync(Cancellation)).State);
        await _host.AgeAsync(waits); // More than half of what is allowed.
        Assert.Equal(HealthState.Degraded, (await health.CheckAsync(Cancellation)).State);
        await Eventually.TrueAsync(
            async () => (await _host.Get<ReadOperations>().RunAsync(new(JobState.Queued), 0, Cancellation)).OldestWaitSince < TimeProvider.System.GetUtcNow().AddMinutes(-19),
            "the wait is shown");
    }

    [Fact]
    public async Task Stop_WhileItWaitsForItsFile_EndsIt()
    {
        var file = await AddFileAsync("report.pdf");
        var waits = await SendAsync("What does it say?", file);

        var stopped = await _host.Get<StopRun>().RunAsync(_ada, new(RunId: waits.RunId), Cancellation);

        Assert.Equal(MessageStatus.Stopped, stopped.Value?.Status);
        await EndAsync(file, FileStatus.Completed);
        Assert.Null(await _host.Get<GenerationQueue>().TakeNextAsync(Cancellation));
        Assert.False(_host.Model.HasUnreadCall, "It was asked all the same");
    }

    [Fact]
    public async Task TakeNextAsync_FilesInWorkOrNot_AsksTheSameStatements()
    {
        await _host.StopAsync(); // No worker but this test.
        var queue = _host.Get<GenerationQueue>();
        await _host.SendAsync(_bob, "one");
        var without = await _commands.CountAsync(() => queue.TakeNextAsync(Cancellation));
        await using var db = await _host.Contexts.CreateDbContextAsync(Cancellation);
        await db.Jobs.ExecuteUpdateAsync(set => set.SetProperty(j => j.State, JobState.Completed), Cancellation);
        for (var i = 0; i < 5; i++)
        {
            await SendAsync("waits", await AddFileAsync($"{i}.pdf"));
        }

        Assert.Null(await queue.TakeNextAsync(Cancellation)); // Files moved: it looks at them once.
        await _host.SendAsync(_bob, "two");
        var with = await _commands.CountAsync(() => queue.TakeNextAsync(Cancellation));

        Assert.NotEqual(0, without);
        Assert.Equal(without, with);
    }

    [Fact]
    public async Task Message_WithoutFiles_IsSentAndPickedWithoutALookAtAny()
    {
        await _host.StopAsync(); // No worker but this test.
        await SendAsync("waits", await AddFileAsync("report.pdf"));
        await _host.Get<GenerationQueue>().TakeNextAsync(Cancellation);

        var sent = await _commands.TextsAsync(() => _host.SendAsync(_bob, "quick"));
        var picked = await _commands.TextsAsync(() => _host.Get<GenerationQueue>().TakeNextAsync(Cancellation));

        Assert.Contains(sent, text => text.Contains("INSERT", StringComparison.Ordinal));
        Assert.Contains(picked, text => text.Contains("UPDATE", StringComparison.Ordinal));
        Assert.DoesNotContain(sent.Concat(picked), LooksAtFiles);
    }

    private static bool LooksAtFiles(string command) =>
        command.Replace(nameof(GenerationJob.WaitsForFilesUntil), "", StringComparison.Ordinal).Contains("Files", StringComparison.Ordinal);

    /// <summary>Where a pass over the queue takes long, on a busy machine, it may show for two seconds what was.</summary>
    private Task OrderShowsAsync(Func<IReadOnlyList<QueuePlace>, bool> expected) =>
        Eventually.TrueAsync(async () => expected(await _host.Get<QueueOrder>().ReadAsync(Cancellation)), "the order shows it");

    private async Task StartAsync(params (string Key, string Value)[] configuration)
    {
        _host = await ChatHost.StartAsync([("Queue:MaxConcurrency", "1"), .. configuration]);
        _ada = await _host.AddUserAsync();
        _bob = await _host.AddUserAsync("bob@example.test");
    }

    private RunLog LogOf(SendReceipt sent) => _host.Get<RunRegistry>().Find(sent.RunId)!.Log;

    private async Task<List<RunEvent>> EventsOfAsync(SendReceipt sent) => await LogOf(sent).ReadFromAsync(after: null, Cancellation).ToListAsync(Cancellation);

    private Task<StoredFile> AddFileAsync(string name) => _host.AddSlowFileAsync(_ada, name);

    private Task<SendReceipt> SendAsync(string text, params StoredFile[] files) => _host.SendWithAsync(_ada, text, files);

    private Task EndAsync(StoredFile file, FileStatus? status) => _host.EndFileAsync(file, status);
}
