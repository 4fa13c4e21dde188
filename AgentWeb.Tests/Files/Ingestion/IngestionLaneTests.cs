using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Files.Ingestion;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Files.Ingestion;

public sealed class IngestionLaneTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private FilesHost _host = null!;
    private Guid _ada;

    public async ValueTask InitializeAsync()
    {
        _host = await FilesHost.StartOnAsync(_database);
        _ada = await _host.AddUserAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task File_Read_BecomesPassages()
    {
        var file = await _host.UploadAsync(_ada, "notes.txt", "x");
        (await _host.Extractor.NextAsync()).Say("Penguins live in the south.").End();

        await _host.UntilAsync(_ada, file.Id, FileStatus.Completed);

        var done = await _host.FileAsync(_ada, file.Id);
        Assert.Equal(1, done.Progress);
        Assert.Null(done.ErrorCode);
        await using var db = await _host.Contexts.CreateDbContextAsync();
        Assert.Equal("Penguins live in the south.", (await db.FilePassages.SingleAsync()).Text);
        Assert.Null((await db.Files.SingleAsync()).LeaseOwner);
    }

    [Fact]
    public async Task File_BeingRead_TellsHowFarItIs()
    {
        var file = await _host.UploadAsync(_ada, "notes.txt", "x");
        var reading = await _host.Extractor.NextAsync();
        reading.Say("A part.", progress: 0.4);

        await Eventually.TrueAsync(async () => (await _host.FileAsync(_ada, file.Id)).Progress is > 0.3 and < 0.5, "the progress is told");

        Assert.Equal(FileStatus.Processing, (await _host.FileAsync(_ada, file.Id)).Status);
        reading.End();
    }

    [Fact]
    public async Task Concurrency_Changed_CountsAtOnce()
    {
        var files = new List<FileSummary>();
        for (var i = 0; i < 4; i++)
        {
            files.Add(await _host.UploadAsync(_ada, $"{i}.txt", "x"));
        }

        var first = await _host.Extractor.NextAsync();
        _host.Set("Files:MaxConcurrency", "3");
        var (second, third) = (await _host.Extractor.NextAsync(), await _host.Extractor.NextAsync());
        Assert.Equal(3, await ProcessingAsync());

        _host.Set("Files:MaxConcurrency", "1");
        second.End();
        third.End();
        await Eventually.TrueAsync(async () => await ProcessingAsync() == 1, "two are done");
        await _host.Get<IngestionQueue>().SettleAsync(atStart: false, CancellationToken.None);
        Assert.Equal(FileStatus.Pending, (await _host.FileAsync(_ada, files[3].Id)).Status);
        first.End();
        (await _host.Extractor.NextAsync()).End();
        await _host.UntilAsync(_ada, files[3].Id, FileStatus.Completed);

        async Task<int> ProcessingAsync()
        {
            await using var db = await _host.Contexts.CreateDbContextAsync();
            return await db.Files.CountAsync(f => f.Status == FileStatus.Processing);
        }
    }

    [Fact]
    public async Task File_Refused_SaysWhy()
    {
        var file = await _host.UploadAsync(_ada, "notes.txt", "x");
        (await _host.Extractor.NextAsync()).Refuse("file_encrypted");

        await _host.UntilAsync(_ada, file.Id, FileStatus.Failed);

        var failed = await _host.FileAsync(_ada, file.Id);
        Assert.Equal("file_encrypted", failed.ErrorCode);
        Assert.Equal("It is refused for this reason.", failed.ErrorMessage);
    }

    [Fact]
    public async Task File_OurMistake_DoesNotTellItsDetailsAndDoesNotStopTheNext()
    {
        var first = await _host.UploadAsync(_ada, "a.txt", "first");
        (await _host.Extractor.NextAsync()).Break();
        await _host.UntilAsync(_ada, first.Id, FileStatus.Failed);
        var second = await _host.UploadAsync(_ada, "b.txt", "second");
        (await _host.Extractor.NextAsync()).Say("Text.").End();
        await _host.UntilAsync(_ada, second.Id, FileStatus.Completed);

        var failed = await _host.FileAsync(_ada, first.Id);
        Assert.Equal("processing_failed", failed.ErrorCode);
        Assert.DoesNotContain("secret", failed.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_FileInWork_EndsIt_AndRetryReadsItAgain()
    {
        var file = await _host.UploadAsync(_ada, "notes.txt", "x");
        var reading = await _host.Extractor.NextAsync();

        var cancelled = await _host.Get<ChangeProcessing>().CancelAsync(_ada, file.Id, CancellationToken.None);

        Assert.Equal(FileStatus.Cancelled, cancelled.Value?.Status);
        await Eventually.TrueAsync(() => reading.Cancelled.IsCancellationRequested, "the reading has ended");
        Assert.Equal(FileStatus.Cancelled, (await _host.FileAsync(_ada, file.Id)).Status);

        var again = await _host.Get<ChangeProcessing>().RetryAsync(_ada, file.Id, CancellationToken.None);
        Assert.True(again.Succeeded);
        (await _host.Extractor.NextAsync()).Say("Text.").End();
        await _host.UntilAsync(_ada, file.Id, FileStatus.Completed);
    }

    [Fact]
    public async Task Retry_CompletedFile_ChangesNothing()
    {
        var file = await _host.UploadAsync(_ada, "notes.txt", "x");
        (await _host.Extractor.NextAsync()).Say("Text.").End();
        await _host.UntilAsync(_ada, file.Id, FileStatus.Completed);

        var again = await _host.Get<ChangeProcessing>().RetryAsync(_ada, file.Id, CancellationToken.None);

        Assert.Equal(FileStatus.Completed, again.Value?.Status);
    }

    [Fact]
    public async Task Users_TakeTurns()
    {
        var bob = await _host.AddUserAsync("bob@example.test");
        await _host.UploadAsync(_ada, "a1.txt", "ada 1");
        var first = await _host.Extractor.NextAsync();
        foreach (var i in new[] { 2, 3 })
        {
            await _host.UploadAsync(_ada, $"a{i}.txt", $"ada {i}");
        }

        await _host.UploadAsync(bob, "b1.txt", "bob 1");
        var order = new List<string>();
        for (var reading = first; order.Count < 4; reading = order.Count < 4 ? await _host.Extractor.NextAsync() : reading)
        {
            order.Add(reading.Content);
            reading.Say("Text.").End();
        }

        Assert.Equal(["ada 1", "bob 1", "ada 2", "ada 3"], order);
    }

    [Fact]
    public async Task Restart_InTheMiddle_ReadsTheFileAgainWithoutCountingAgainstIt()
    {
        var file = await _host.UploadAsync(_ada, "notes.txt", "x");
        (await _host.Extractor.NextAsync()).Say("Half of it.");

        await _host.DisposeAsync();
        _host = await FilesHost.StartOnAsync(_database);

        (await _host.Extractor.NextAsync()).Say("All of it.").End();
        await _host.UntilAsync(_ada, file.Id, FileStatus.Completed);
        await using var db = await _host.Contexts.CreateDbContextAsync();
        Assert.Equal("All of it.", (await db.FilePassages.SingleAsync()).Text);
        Assert.Equal(1, (await db.Files.SingleAsync()).Attempts);
    }

    [Fact]
    public async Task Start_FileThatALostProcessHeld_IsReadAgain_AtMostThreeTimes()
    {
        await _host.StopAsync();
        var (held, poison) = (await AddHeldAsync("held.txt", attempts: 1), await AddHeldAsync("poison.txt", attempts: 3));

        await _host.DisposeAsync();
        _host = await FilesHost.StartOnAsync(_database);

        await _host.UntilAsync(_ada, poison, FileStatus.Failed);
        Assert.Equal("processing_interrupted", (await _host.FileAsync(_ada, poison)).ErrorCode);
        await _host.UntilAsync(_ada, held, FileStatus.Failed); // It was taken: its bytes are not there.
        Assert.Equal("file_bytes_missing", (await _host.FileAsync(_ada, held)).ErrorCode);
    }

    [Fact]
    public async Task File_TooLong_IsEnded()
    {
        await _host.DisposeAsync();
        _host = await FilesHost.StartOnAsync(_database, ("Files:ProcessingTimeout", "00:00:01"));
        var file = await _host.UploadAsync(_ada, "notes.txt", "x");
        await _host.Extractor.NextAsync();

        await _host.UntilAsync(_ada, file.Id, FileStatus.Failed);

        Assert.Equal("processing_timeout", (await _host.FileAsync(_ada, file.Id)).ErrorCode);
    }

    private async Task<Guid> AddHeldAsync(string name, int attempts)
    {
        await using var db = await _host.Contexts.CreateDbContextAsync();
        var file = new StoredFile
        {
            Id = Guid.CreateVersion7(),
            OwnerId = _ada,
            Name = name,
            ContentType = "text/plain",
            Hash = new string('f', 64),
            Status = FileStatus.Processing,
            Attempts = attempts,
            LeaseOwner = "test-node/another-process",
            LeaseUntil = TimeProvider.System.GetUtcNow().AddMinutes(5),
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        db.Files.Add(file);
        await db.SaveChangesAsync();
        return file.Id;
    }
}
