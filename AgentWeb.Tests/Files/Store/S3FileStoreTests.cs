using System.Security.Cryptography;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Files.Store;
using AgentWeb.Tests.Fakes;
using AgentWeb.Tests.Fakes.S3;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Tests.Files.Store;

public sealed class S3FileStoreTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private FakeS3 _s3 = null!;
    private FilesHost _host = null!;
    private Guid _ada;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _s3 = await FakeS3.StartAsync();
        _host = await FilesHost.StartOnAsync(_database, _s3.Settings);
        _ada = await _host.AddUserAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
        await _s3.DisposeAsync();
    }

    [Fact]
    public async Task Upload_SmallFile_IsOneObjectThatOutlivesTheServerAndGoesWithTheFile()
    {
        var file = await _host.UploadAsync(_ada, "notes.txt", "Penguins live in the south.");
        (await _host.Extractor.NextAsync()).Say("Penguins live in the south.").End();
        await _host.UntilAsync(_ada, file.Id, FileStatus.Completed);
        Assert.StartsWith("agentweb/", Assert.Single(_s3.Objects).Key, StringComparison.Ordinal);
        Assert.Empty(_host.StoredBytes); // Neither the upload nor the copy that was read lies here any more.

        await _host.DisposeAsync();
        _host = await FilesHost.StartOnAsync(_database, _s3.Settings);

        Assert.Equal("Penguins live in the south.", System.Text.Encoding.UTF8.GetString(await ReadAsync(file.Id)));
        Assert.True((await _host.Get<DeleteFile>().RunAsync(_ada, file.Id, Cancellation)).Succeeded);
        Assert.Empty(_s3.Objects);
    }

    [Fact]
    public async Task Upload_LargeFile_GoesInPartsAndIsReadInRanges()
    {
        var content = Text(20_000_000);

        var file = (await _host.TryUploadAsync(_ada, "large.txt", content)).Value!;

        Assert.Equal(SHA256.HashData(content), SHA256.HashData(Assert.Single(_s3.Objects).Value.Content));
        Assert.Empty(_s3.Uploads);
        Assert.True(_s3.LargestBody <= 8 * 1024 * 1024, $"The largest body was {_s3.LargestBody} bytes");
        var opened = await _host.Get<OpenFile>().RunAsync(_ada, file.Id, Cancellation);
        await using var stream = opened.Value!.Content;
        Assert.Equal(content.Length, stream.Length);
        var middle = new byte[1000];
        stream.Seek(12_345_678, SeekOrigin.Begin);
        await stream.ReadExactlyAsync(middle, Cancellation);
        Assert.Equal(content[12_345_678..12_346_678], middle);
        stream.Seek(-5, SeekOrigin.End);
        Assert.Equal(5, await stream.ReadAtLeastAsync(middle, 1000, throwOnEndOfStream: false, Cancellation));
        Assert.Equal(content[^5..], middle[..5]);
    }

    [Theory]
    [InlineData(1000, "PUT")]
    [InlineData(20_000_000, "partNumber=2")]
    [InlineData(20_000_000, "complete")]
    public async Task Upload_StoreFails_EndsInAClearErrorAndLeavesNothing(int size, string what)
    {
        _s3.Fails = request => what switch
        {
            "PUT" => request.Method == "PUT",
            "partNumber=2" => request.Query["partNumber"] == "2",
            _ => request.Method == "POST" && request.Query.ContainsKey("uploadId"),
        };

        var refused = await _host.TryUploadAsync(_ada, "a.txt", Text(size));

        Assert.Equal("file_store_unavailable", refused.Error?.Code);
        Assert.True(refused.Error!.Retryable);
        Assert.Empty(_s3.Objects);
        Assert.Empty(_s3.Uploads);
        Assert.Empty(_host.StoredBytes);
        await using var db = await _host.Contexts.CreateDbContextAsync(Cancellation);
        Assert.False(await db.Files.AnyAsync(Cancellation) || await db.FileBlobs.AnyAsync(Cancellation));

        _s3.Fails = _ => false;
        Assert.True((await _host.TryUploadAsync(_ada, "a.txt", Text(size))).Succeeded);
    }

    [Fact]
    public async Task Delete_StoreFails_IsDoneAndSweptLater()
    {
        var file = await _host.UploadAsync(_ada, "a.txt", "one");
        _s3.Fails = request => request.Method == "DELETE";

        Assert.True((await _host.Get<DeleteFile>().RunAsync(_ada, file.Id, Cancellation)).Succeeded);

        _s3.Fails = _ => false;
        Assert.Single(_s3.Objects);
        MakeOld();
        await _host.Get<SweepFiles>().RunOnceAsync(Cancellation);
        Assert.Empty(_s3.Objects);
    }

    [Fact]
    public async Task Read_StoreFailsOrBreaksOff_IsAnErrorAndNotTheFile()
    {
        var file = await _host.UploadAsync(_ada, "a.txt", new string('a', 50_000));
        _s3.BreaksAfter = 10_000;
        await Assert.ThrowsAsync<FileStoreException>(() => ReadAsync(file.Id));

        _s3.Fails = _ => true;
        Assert.Equal("file_store_unavailable", (await _host.Get<OpenFile>().RunAsync(_ada, file.Id, Cancellation)).Error?.Code);

        (_s3.Fails, _s3.BreaksAfter) = (_ => false, null);
        _s3.Objects.Clear();
        Assert.Equal("not_found", (await _host.Get<OpenFile>().RunAsync(_ada, file.Id, Cancellation)).Error?.Code);
    }

    [Fact]
    public async Task Sweep_ManyPages_RemovesOldOrphansAndUploadsOnly()
    {
        _s3.PageSize = 2;
        await _host.UploadAsync(_ada, "kept.txt", "kept");
        var kept = Assert.Single(_s3.Objects).Key;
        MakeOld();
        var old = TimeProvider.System.GetUtcNow().AddDays(-2);
        for (var i = 0; i < 5; i++)
        {
            _s3.Objects["agentweb/" + Guid.CreateVersion7().ToString("N")] = new([1]) { At = old };
        }

        var young = "agentweb/" + Guid.CreateVersion7().ToString("N");
        _s3.Objects[young] = new([1]);
        _s3.Objects["agentweb/somebody else's"] = _s3.Objects["elsewhere"] = new([1]) { At = old };
        _s3.Uploads["old"] = new("agentweb/x") { At = old };
        _s3.Uploads["young"] = new("agentweb/y");

        await _host.Get<SweepFiles>().RunOnceAsync(Cancellation);

        Assert.Equal(new[] { "agentweb/somebody else's", "elsewhere", kept, young }.Order(StringComparer.Ordinal), _s3.Objects.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("young", Assert.Single(_s3.Uploads).Key);
    }

    [Fact]
    public async Task Failures_InTheLog_NameNoSecret()
    {
        _s3.Fails = _ => true;
        var failure = await Assert.ThrowsAsync<FileStoreException>(() => _host.Get<IFileStore>().DeleteAsync(Guid.CreateVersion7(), Cancellation));

        var logged = failure.ToString();
        Assert.Contains("503 SlowDown", logged, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeS3.AccessKey, logged, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeS3.SecretKey, logged, StringComparison.Ordinal);
        Assert.DoesNotContain("Signature", logged, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Files:S3:Bucket", "", "Files:S3:Bucket")]
    [InlineData("Files:S3:ServiceUrl", "ftp://store", "Files:S3:ServiceUrl")]
    [InlineData("Files:S3:SecretKey", "", "Files:S3:AccessKey, Files:S3:SecretKey")]
    [InlineData("Files:S3:Prefix", "/a", "Files:S3:Prefix")]
    public async Task Options_Wrong_StopTheStartAndNameTheKey(string key, string value, string named)
    {
        await using var database = new TestDatabase();

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => FilesHost.StartOnAsync(database, [.. _s3.Settings, (key, value)]));

        Assert.Contains(named + ":", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeS3.SecretKey, refused.Message, StringComparison.Ordinal);
    }

    private void MakeOld()
    {
        foreach (var (key, found) in _s3.Objects)
        {
            _s3.Objects[key] = found with { At = found.At.AddDays(-2) };
        }
    }

    private async Task<byte[]> ReadAsync(Guid fileId)
    {
        var opened = await _host.Get<OpenFile>().RunAsync(_ada, fileId, Cancellation);
        Assert.True(opened.Succeeded, opened.Error?.Message);
        await using var content = opened.Value.Content;
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, Cancellation);
        return copy.ToArray();
    }

    private static byte[] Text(int size)
    {
        var text = new byte[size];
        for (var i = 0; i < size; i++)
        {
            text[i] = (byte)(i % 80 == 79 ? '\n' : 'a' + ((i / 80) % 26));
        }

        return text;
    }
}
