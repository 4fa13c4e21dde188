using Amazon.S3;
using Amazon.S3.Model;

namespace AgentWeb.Core.Files.Store.S3;

/// <summary>Brings local files into a bucket: small ones in one request, large ones in parts, which the store puts together or throws away.</summary>
internal sealed class S3Upload(IAmazonS3 client, string bucket)
{
    /// <summary>Bytes of a part; the least that stores take is 5 MB.</summary>
    internal const long PartSize = 8 * 1024 * 1024;

    private const string What = "store a file";

    private static readonly TimeSpan AbortTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Stores a file.</summary>
    /// <exception cref="FileStoreException">It is not stored, and no part of it.</exception>
    public async Task RunAsync(string name, string path, CancellationToken cancellationToken)
    {
        var size = new FileInfo(path).Length;
        if (size > PartSize)
        {
            await PutPartsAsync(name, path, size, cancellationToken);
            return;
        }

        var request = new PutObjectRequest { BucketName = bucket, Key = name, FilePath = path, ContentType = "application/octet-stream", UseChunkEncoding = false };
        await S3Calls.RunAsync(What, () => client.PutObjectAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>Throws parts away that a server left when it ended in the middle.</summary>
    public async Task AbortOlderAsync(string prefix, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var request = new ListMultipartUploadsRequest { BucketName = bucket, Prefix = prefix };
        var found = await S3Calls.RunAsync("list its uploads", () => client.ListMultipartUploadsAsync(request, cancellationToken), cancellationToken);
        foreach (var left in found.MultipartUploads.Where(upload => upload.Initiated.ToUniversalTime() < before.UtcDateTime))
        {
            await S3Calls.FindAsync(
                "end an upload", () => client.AbortMultipartUploadAsync(bucket, left.Key, left.UploadId, cancellationToken), cancellationToken);
        }
    }

    private async Task PutPartsAsync(string name, string path, long size, CancellationToken cancellationToken)
    {
        var begin = new InitiateMultipartUploadRequest { BucketName = bucket, Key = name, ContentType = "application/octet-stream" };
        var begun = await S3Calls.RunAsync(What, () => client.InitiateMultipartUploadAsync(begin, cancellationToken), cancellationToken);
        try
        {
            var end = new CompleteMultipartUploadRequest { BucketName = bucket, Key = name, UploadId = begun.UploadId };
            for (var (position, number) = (0L, 1); position < size; position += PartSize, number++)
            {
                var part = new UploadPartRequest
                {
                    BucketName = bucket,
                    Key = name,
                    UploadId = begun.UploadId,
                    PartNumber = number,
                    FilePath = path,
                    FilePosition = position,
                    PartSize = Math.Min(PartSize, size - position),
                    UseChunkEncoding = false,
                };
                end.AddPartETags(await S3Calls.RunAsync(What, () => client.UploadPartAsync(part, cancellationToken), cancellationToken));
            }

            await S3Calls.RunAsync(What, () => client.CompleteMultipartUploadAsync(end, cancellationToken), cancellationToken);
        }
        catch
        {
            await AbortAsync(name, begun.UploadId);
            throw;
        }
    }

    /// <summary>Whatever ended the upload: its parts would stay, unseen and paid for.</summary>
    private async Task AbortAsync(string name, string uploadId)
    {
        using var deadline = new CancellationTokenSource(AbortTimeout);
        try
        {
            await client.AbortMultipartUploadAsync(bucket, name, uploadId, deadline.Token);
        }
        catch (Exception failure) when (S3Calls.IsOfStore(failure))
        {
            // It cannot be said now; AbortOlderAsync says it later.
        }
    }
}
