using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Files.Store;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Files;

public sealed class UploadFileTests : IAsyncLifetime
{
    private FilesHost _host = null!;
    private Guid _ada;

    public async ValueTask InitializeAsync()
    {
        _host = await FilesHost.StartAsync(("Files:MaxSize", "1000"), ("Files:QuotaPerUser", "1500"));
        _ada = await _host.AddUserAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Run_Text_IsStoredAndWaits()
    {
        var file = await _host.UploadAsync(_ada, "folder/notes.txt", "The budget is 40,000.");

        Assert.Equal("notes.txt", file.Name);
        Assert.Equal(FileKind.Text, file.Kind);
        Assert.Equal(21, file.Size);
        Assert.True(file.IsInWork);
        Assert.Equal("The budget is 40,000.", await ReadAsync(_ada, file.Id));
        Assert.Equal("The budget is 40,000.", (await _host.Extractor.NextAsync()).Content);
    }

    [Fact]
    public async Task Run_SameBytesTwice_AreStoredOnce()
    {
        var first = await _host.UploadAsync(_ada, "a.txt", "the same");
        var second = await _host.UploadAsync(await _host.AddUserAsync("bob@example.test"), "b.txt", "the same");

        Assert.NotEqual(first.Id, second.Id);
        Assert.Single(_host.StoredBytes);
        await using var db = await _host.Contexts.CreateDbContextAsync();
        Assert.Equal(2, (await db.FileBlobs.SingleAsync()).References);
    }

    [Fact]
    public async Task Run_SameBytesAtOnce_AreCountedEach()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _host.UploadAsync(_ada, $"{i}.txt", "all the same")));

        Assert.Single(_host.StoredBytes);
        await using var db = await _host.Contexts.CreateDbContextAsync();
        Assert.Equal(8, (await db.FileBlobs.SingleAsync()).References);
    }

    [Fact]
    public async Task Run_TooLarge_IsRefusedAndLeavesNothing()
    {
        var refused = await _host.TryUploadAsync(_ada, "large.txt", new string('x', 1001));

        Assert.Equal("file_too_large", refused.Error?.Code);
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Run_AnnouncedTooLarge_ReadsNothing()
    {
        using var body = new MemoryStream(new byte[10]);

        var refused = await _host.Get<UploadFile>().RunAsync(_ada, "large.txt", body, announcedSize: 5000, CancellationToken.None);

        Assert.Equal("file_too_large", refused.Error?.Code);
        Assert.Equal(0, body.Position);
    }

    [Fact]
    public async Task Run_BeyondTheQuota_IsRefusedAndLeavesNothing()
    {
        await _host.UploadAsync(_ada, "a.txt", new string('a', 800));

        var refused = await _host.TryUploadAsync(_ada, "b.txt", new string('b', 701));

        Assert.Equal("file_quota_reached", refused.Error?.Code);
        Assert.Single(_host.StoredBytes);
        Assert.Equal(new FileUsage(800, 1500, 1), await _host.Get<ReadFileUsage>().RunAsync(_ada, CancellationToken.None));
        Assert.True((await _host.TryUploadAsync(_ada, "c.txt", new string('c', 700))).Succeeded);
        Assert.True((await _host.TryUploadAsync(await _host.AddUserAsync("bob@example.test"), "b.txt", new string('b', 701))).Succeeded);
    }

    [Fact]
    public async Task Run_NothingInIt_IsRefusedAndLeavesNothing()
    {
        Assert.False((await _host.TryUploadAsync(_ada, "empty.txt", "")).Succeeded);
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Run_UploadBreaksOff_LeavesNothing()
    {
        await using var body = new BreakingStream();

        await Assert.ThrowsAsync<UnreadableUploadException>(() => _host.Get<UploadFile>().RunAsync(_ada, "a.txt", body, announcedSize: null, CancellationToken.None));

        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Sweep_WhatAServerLeftBehind_IsRemovedOnceItIsOld()
    {
        var file = await _host.UploadAsync(_ada, "kept.txt", "kept");
        var kept = Assert.Single(_host.StoredBytes);
        var store = Assert.IsType<FolderFileStore>(_host.Get<IFileStore>());
        var (orphan, young) = (store.PathOf(Guid.CreateVersion7()), store.PathOf(Guid.CreateVersion7()));
        var broken = Path.Combine(_host.Directory, "incoming", "1");
        foreach (var path in new[] { orphan, young, broken })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, "left");
        }

        foreach (var path in new[] { kept, orphan, broken })
        {
            File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));
        }

        await _host.Get<SweepFiles>().RunOnceAsync(CancellationToken.None);

        Assert.Equal(new[] { kept, young }.ToHashSet(), _host.StoredBytes.ToHashSet());
        Assert.Equal("kept", await ReadAsync(_ada, file.Id));
    }

    private async Task<string> ReadAsync(Guid ownerId, Guid fileId)
    {
        var opened = await _host.Get<OpenFile>().RunAsync(ownerId, fileId, CancellationToken.None);
        Assert.True(opened.Succeeded, opened.Error?.Message);
        using var reader = new StreamReader(opened.Value.Content);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private async Task AssertNothingIsLeftAsync()
    {
        Assert.Empty(_host.StoredBytes);
        await using var db = await _host.Contexts.CreateDbContextAsync();
        Assert.False(await db.Files.AnyAsync());
        Assert.False(await db.FileBlobs.AnyAsync());
    }

    private sealed class BreakingStream : MemoryStream
    {
        private bool _read;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_read)
            {
                throw new InvalidDataException("The client is gone.");
            }

            _read = true;
            buffer.Span[..100].Fill((byte)'x');
            return ValueTask.FromResult(100);
        }
    }
}
