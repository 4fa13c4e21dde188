using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Fakes.S3;

/// <summary>
/// A store that speaks as much of S3 as the product does: real HTTP on loopback, one bucket in the path, objects, ranges, lists in pages and
/// uploads in parts. It can be told to fail.
/// </summary>
public sealed class FakeS3 : IAsyncDisposable
{
    public const string Bucket = "files";
    public const string AccessKey = "the-access-key";
    public const string SecretKey = "the-very-secret-key";

    private readonly WebApplication _app;

    private FakeS3(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public ConcurrentDictionary<string, StoredObject> Objects { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, PartsUpload> Uploads { get; } = new(StringComparer.Ordinal);

    /// <summary>Every request: method, path with query, and length of its body.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The largest body that came.</summary>
    public long LargestBody { get; private set; }

    /// <summary>Requests for which it answers 503.</summary>
    public Func<HttpRequest, bool> Fails { get; set; } = _ => false;

    /// <summary>After so many bytes of an object the answer breaks off.</summary>
    public int? BreaksAfter { get; set; }

    /// <summary>Objects of one page of a list.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>What configures a server to use it.</summary>
    public (string Key, string Value)[] Settings =>
    [
        ("Files:Store", "S3"),
        ("Files:S3:ServiceUrl", Address.GetLeftPart(UriPartial.Authority)),
        ("Files:S3:Bucket", Bucket),
        ("Files:S3:AccessKey", AccessKey),
        ("Files:S3:SecretKey", SecretKey),
        ("Files:S3:Prefix", "agentweb/"),
    ];

    public static async Task<FakeS3> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var store = new FakeS3(builder.Build());
        store._app.Run(store.AnswerAsync);
        await store._app.StartAsync();
        return store;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        Requests.Enqueue($"{request.Method} {request.Path}{request.QueryString}");
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted);
        LargestBody = Math.Max(LargestBody, body.Length);
        if (!request.Headers.Authorization.ToString().Contains($"Credential={AccessKey}/", StringComparison.Ordinal))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "AccessDenied");
        }
        else if (Fails(request))
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "SlowDown");
        }
        else if (request.Path.Value!.TrimEnd('/') == "/" + Bucket)
        {
            await S3Lists.AnswerAsync(this, context);
        }
        else
        {
            await S3Objects.AnswerAsync(this, context, request.Path.Value!["/".Length..][(Bucket.Length + 1)..], body.ToArray());
        }
    }

    internal static Task RefuseAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync($"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>As it was told to.</Message></Error>");
    }
}

public sealed record StoredObject(byte[] Content)
{
    public DateTimeOffset At { get; init; } = TimeProvider.System.GetUtcNow();
}

public sealed record PartsUpload(string Key)
{
    public DateTimeOffset At { get; init; } = TimeProvider.System.GetUtcNow();

    public ConcurrentDictionary<int, byte[]> Parts { get; } = new();
}
