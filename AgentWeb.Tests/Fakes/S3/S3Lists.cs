using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace AgentWeb.Tests.Fakes.S3;

/// <summary>What is in the bucket of a <see cref="FakeS3"/>, and what is on its way into it.</summary>
internal static class S3Lists
{
    private static readonly XNamespace Xml = "http://s3.amazonaws.com/doc/2006-03-01/";

    public static Task AnswerAsync(FakeS3 store, HttpContext context)
    {
        var query = context.Request.Query;
        var prefix = query["prefix"].ToString();
        var answer = query.ContainsKey("uploads") ? Uploads(store, prefix) : Objects(store, prefix, query["continuation-token"].ToString());
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync(answer.ToString());
    }

    private static XElement Objects(FakeS3 store, string prefix, string after)
    {
        var found = store.Objects.Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(o.Key, after) > 0)
            .OrderBy(o => o.Key, StringComparer.Ordinal).ToList();
        var page = found.Take(store.PageSize).ToList();
        return new(
            Xml + "ListBucketResult",
            new XElement(Xml + "Name", FakeS3.Bucket),
            new XElement(Xml + "KeyCount", page.Count),
            new XElement(Xml + "IsTruncated", page.Count < found.Count ? "true" : "false"),
            page.Count < found.Count ? new XElement(Xml + "NextContinuationToken", page[^1].Key) : null,
            page.Select(o => new XElement(
                Xml + "Contents",
                new XElement(Xml + "Key", o.Key),
                new XElement(Xml + "LastModified", Moment(o.Value.At)),
                new XElement(Xml + "Size", o.Value.Content.Length))));
    }

    private static XElement Uploads(FakeS3 store, string prefix) => new(
        Xml + "ListMultipartUploadsResult",
        new XElement(Xml + "Bucket", FakeS3.Bucket),
        new XElement(Xml + "IsTruncated", "false"),
        store.Uploads.Where(u => u.Value.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(u => new XElement(
            Xml + "Upload",
            new XElement(Xml + "Key", u.Value.Key),
            new XElement(Xml + "UploadId", u.Key),
            new XElement(Xml + "Initiated", Moment(u.Value.At)))));

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
