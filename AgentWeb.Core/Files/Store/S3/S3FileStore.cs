using System.Runtime.CompilerServices;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files.Store.S3;

/// <summary>Holds bytes as objects of a bucket, which several servers share. Nothing is ever held whole: uploads come from the local file, reads ask for ranges.</summary>
internal sealed class S3FileStore : IFileStore, IDisposable
{
    private readonly S3Options _options;
    private readonly AmazonS3Client _client;
    private readonly S3Upload _upload;

    /// <summary>Made once for the process; nothing is asked yet.</summary>
    public S3FileStore(IOptions<FilesOptions> options)
    {
        _options = options.Value.S3;
        _client = Connect(_options);
        _upload = new(_client, _options.Bucket);
    }

    /// <inheritdoc/>
    public Task PutAsync(Guid key, string path, CancellationToken cancellationToken) => _upload.RunAsync(NameOf(key), path, cancellationToken);

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(Guid key, CancellationToken cancellationToken)
    {
        var name = NameOf(key);
        var found = await S3Calls.FindAsync("find a file", () => _client.GetObjectMetadataAsync(_options.Bucket, name, cancellationToken), cancellationToken);
        return found is null ? null : new S3Content(_client, _options.Bucket, name, found.ContentLength);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(Guid key, CancellationToken cancellationToken) =>
        S3Calls.RunAsync("delete a file", () => _client.DeleteObjectAsync(_options.Bucket, NameOf(key), cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Guid> ListAsync(DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = _options.Bucket, Prefix = _options.Prefix };
        ListObjectsV2Response page;
        do
        {
            page = await S3Calls.RunAsync("list its files", () => _client.ListObjectsV2Async(request, cancellationToken), cancellationToken);
            foreach (var found in page.S3Objects)
            {
                if (found.LastModified.ToUniversalTime() < before.UtcDateTime && Guid.TryParseExact(found.Key[_options.Prefix.Length..], "N", out var key))
                {
                    yield return key;
                }
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated);
    }

    /// <inheritdoc/>
    public Task RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken) => _upload.AbortOlderAsync(_options.Prefix, before, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private string NameOf(Guid key) => _options.Prefix + key.ToString("N");

    private static AmazonS3Client Connect(S3Options options)
    {
        var settings = new AmazonS3Config
        {
            ForcePathStyle = options.ForcePathStyle,
            Timeout = options.Timeout,
            MaxErrorRetry = 2,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED, // Other stores than Amazon's do not know the newer ones.
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.ServiceUrl.Length > 0)
        {
            settings.ServiceURL = options.ServiceUrl;
            settings.AuthenticationRegion = options.Region;
        }
        else
        {
            settings.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        return options.AccessKey.Length > 0 ? new(new BasicAWSCredentials(options.AccessKey, options.SecretKey), settings) : new(settings);
    }
}
