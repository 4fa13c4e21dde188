using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Files;

public sealed class DeleteFileTests : IAsyncLifetime
{
    private FilesHost _host = null!;
    private Guid _ada;

    public async ValueTask InitializeAsync()
    {
        _host = await FilesHost.StartAsync();
        _ada = await _host.AddUserAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Run_ProcessedFile_RemovesBytesPassagesAndWords()
    {
        var file = await ProcessedAsync("notes.txt", "Penguins live in the south.");
        await using var db = await _host.Contexts.CreateDbContextAsync();
        Assert.True(await db.FilePassages.AnyAsync());
        Assert.True(await db.FileTerms.AnyAsync());

        var deleted = await _host.Get<DeleteFile>().RunAsync(_ada, file.Id, CancellationToken.None);

        Assert.True(deleted.Succeeded);
        Assert.False(await db.Files.AnyAsync());
        Assert.False(await db.FilePassages.AnyAsync());
        Assert.False(await db.FileTerms.AnyAsync());
        Assert.False(await db.FileBlobs.AnyAsync());
        Assert.Empty(_host.StoredBytes);
    }

    [Fact]
    public async Task Run_OneOfTwoWithTheSameBytes_KeepsTheBytes()
    {
        var first = await _host.UploadAsync(_ada, "a.txt", "the same");
        await _host.UploadAsync(_ada, "b.txt", "the same");

        await _host.Get<DeleteFile>().RunAsync(_ada, first.Id, CancellationToken.None);

        Assert.Single(_host.StoredBytes);
        await using var db = await _host.Contexts.CreateDbContextAsync();
        Assert.Equal(1, (await db.FileBlobs.SingleAsync()).References);
    }

    [Fact]
    public async Task Run_FileInWork_EndsTheWork()
    {
        var file = await _host.UploadAsync(_ada, "a.txt", "some text");
        var reading = await _host.Extractor.NextAsync();

        await _host.Get<DeleteFile>().RunAsync(_ada, file.Id, CancellationToken.None);

        await Eventually.TrueAsync(() => reading.Cancelled.IsCancellationRequested, "the work has ended");
        Assert.False((await _host.Get<GetFile>().RunAsync(_ada, file.Id, CancellationToken.None)).Succeeded);
    }

    [Fact]
    public async Task Run_SomebodyElses_IsNotFound()
    {
        var file = await _host.UploadAsync(_ada, "a.txt", "some text");
        var bob = await _host.AddUserAsync("bob@example.test");

        Assert.Equal("not_found", (await _host.Get<DeleteFile>().RunAsync(bob, file.Id, CancellationToken.None)).Error?.Code);
        Assert.Equal("not_found", (await _host.Get<GetFile>().RunAsync(bob, file.Id, CancellationToken.None)).Error?.Code);
        Assert.Equal("not_found", (await _host.Get<OpenFile>().RunAsync(bob, file.Id, CancellationToken.None)).Error?.Code);
        Assert.Empty((await _host.Get<ListFiles>().RunAsync(bob, new(), CancellationToken.None)).Files);
        Assert.Single(_host.StoredBytes);
    }

    private async Task<FileSummary> ProcessedAsync(string name, string text)
    {
        var file = await _host.UploadAsync(_ada, name, text);
        (await _host.Extractor.NextAsync()).Say(text).End();
        await _host.UntilAsync(_ada, file.Id, FileStatus.Completed);
        return file;
    }
}
