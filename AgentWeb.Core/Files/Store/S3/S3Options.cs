using System.ComponentModel.DataAnnotations;

namespace AgentWeb.Core.Files.Store.S3;

/// <summary>An S3-compatible store, used when <c>Files:Store</c> is <c>S3</c>. Keys <c>Files:S3:…</c>.</summary>
public sealed class S3Options
{
    /// <summary>Where the store is, such as <c>https://minio.example.org</c>; empty for Amazon's own in <see cref="Region"/>.</summary>
    public string ServiceUrl { get; set; } = "";

    /// <summary>The region; requests are signed for it, and stores that have none take any.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>The bucket, which must be there.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>Name of the key to sign with; empty, with the secret, takes what the machine has (environment, profile, role).</summary>
    public string AccessKey { get; set; } = "";

    /// <summary>The secret of the key.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>What names of objects begin with, so that a bucket can hold other things too.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Whether the bucket is a part of the path instead of the host's name, as most stores but Amazon's want it.</summary>
    public bool ForcePathStyle { get; set; } = true;

    /// <summary>Longest wait for an answer of the store.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong with these, each with its key below <c>Files</c>.</summary>
    internal IEnumerable<ValidationResult> Check()
    {
        if (ServiceUrl.Length > 0 && !(Uri.TryCreate(ServiceUrl, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
        {
            yield return new("must be an address that begins with https:// or http://.", ["S3:ServiceUrl"]);
        }

        if (Region.Length == 0 && ServiceUrl.Length == 0)
        {
            yield return new("must be set where there is no Files:S3:ServiceUrl.", ["S3:Region"]);
        }

        if (Bucket.Length == 0)
        {
            yield return new("must name the bucket that holds the files.", ["S3:Bucket"]);
        }

        if (AccessKey.Length == 0 != (SecretKey.Length == 0))
        {
            yield return new("must both be set, or neither.", ["S3:AccessKey", "S3:SecretKey"]);
        }

        if (Prefix.StartsWith('/') || Prefix.Contains("..", StringComparison.Ordinal) || Prefix.Any(char.IsControl))
        {
            yield return new("must not begin with a slash or contain “..”.", ["S3:Prefix"]);
        }
    }
}
