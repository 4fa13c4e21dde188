using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace AgentWeb.Tests.Fakes.S3;

/// <summary>The objects of a <see cref="FakeS3"/>.</summary>
internal static class S3Objects
{
    public static Task AnswerAsync(FakeS3 store, HttpContext context, string key, byte[] body)
    {
        var query = context.Request.Query;
        var upload = query["uploadId"].ToString();
        return context.Request.Method switch
        {
            "PUT" when upload.Length > 0 => PutPartAsync(store, context, upload, int.Parse(query["partNumber"]!, CultureInfo.InvariantCulture), body),
            "PUT" => PutAsync(store, context, key, body),
            "POST" when query.ContainsKey("uploads") => BeginAsync(store, context, key),
            "POST" => CompleteAsync(store, context, upload),
            "DELETE" when upload.Length > 0 => RemoveAsync(context, store.Uploads.TryRemove(upload, out _)),
            "DELETE" => RemoveAsync(context, store.Objects.TryRemove(key, out _)),
            _ => ReadAsync(store, context, key),
        };
    }

    private static Task PutAsync(FakeS3 store, HttpContext context, string key, byte[] body)
    {
        store.Objects[key] = new(body);
        return TagAsync(context, body);
    }

    private static Task PutPartAsync(FakeS3 store, HttpContext context, string upload, int number, byte[] body)
    {
        store.Uploads[upload].Parts[number] = body;
        return TagAsync(context, body);
    }

    private static Task TagAsync(HttpContext context, byte[] body)
    {
        context.Response.Headers.ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\"";
        return Task.CompletedTask;
    }

    private static Task BeginAsync(FakeS3 store, HttpContext context, string key)
    {
        var upload = Guid.CreateVersion7().ToString("N");
        store.Uploads[upload] = new(key);
        return XmlAsync(
            context,
            $"<InitiateMultipartUploadResult><Bucket>{FakeS3.Bucket}</Bucket><Key>{key}</Key><UploadId>{upload}</UploadId></InitiateMultipartUploadResult>");
    }

    private static Task CompleteAsync(FakeS3 store, HttpContext context, string id)
    {
        Assert.True(store.Uploads.TryRemove(id, out var upload));
        store.Objects[upload.Key] = new([.. upload.Parts.OrderBy(p => p.Key).SelectMany(p => p.Value)]);
        return XmlAsync(
            context,
            $"<CompleteMultipartUploadResult><Bucket>{FakeS3.Bucket}</Bucket><Key>{upload.Key}</Key><ETag>\"all\"</ETag></CompleteMultipartUploadResult>");
    }

    private static Task RemoveAsync(HttpContext context, bool wasThere)
    {
        context.Response.Headers["x-was-there"] = wasThere ? "1" : "0";
        context.Response.StatusCode = StatusCodes.Status204NoContent; // Also when there was nothing.
        return Task.CompletedTask;
    }

    private static async Task ReadAsync(FakeS3 store, HttpContext context, string key)
    {
        if (!store.Objects.TryGetValue(key, out var found))
        {
            await FakeS3.RefuseAsync(context, StatusCodes.Status404NotFound, "NoSuchKey");
            return;
        }

        var content = found.Content.AsMemory();
        context.Response.Headers.ETag = "\"one\"";
        context.Response.Headers.LastModified = found.At.ToString("R", CultureInfo.InvariantCulture);
        if (context.Request.GetTypedHeaders().Range?.Ranges.Single() is { From: { } from } range)
        {
            var to = Math.Min(range.To ?? long.MaxValue, content.Length - 1);
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {from}-{to}/{content.Length}";
            content = content[(int)from..(int)(to + 1)];
        }

        context.Response.ContentLength = content.Length;
        if (context.Request.Method == "HEAD")
        {
            return;
        }

        if (store.BreaksAfter is { } bytes && bytes < content.Length)
        {
            await context.Response.Body.WriteAsync(content[..bytes], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    private static Task XmlAsync(HttpContext context, string xml)
    {
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml);
    }
}
