using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Chat.Runs;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace AgentWeb.Api;

/// <summary>
/// The events of a run as server-sent events. It ends with the run, when the client leaves, or when its sign-in ends; the run itself
/// notices none of these. Format: https://html.spec.whatwg.org/multipage/server-sent-events.html.
/// </summary>
internal sealed class RunEventStream(RunLog log, long? after) : IResult
{
    /// <summary>Media type of the stream.</summary>
    public const string ContentType = "text/event-stream";

    /// <summary>A comment is sent this often while nothing happens, so that proxies do not close the connection.</summary>
    private static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(15);

    /// <summary>Reads the number a client left off at.</summary>
    /// <returns>False when there is a header that is no number.</returns>
    public static bool TryReadLastEventId(HttpRequest request, out long? after)
    {
        after = null;
        var header = request.Headers["Last-Event-ID"].ToString();
        if (header.Length == 0)
        {
            return true;
        }

        if (!long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        after = number;
        return true;
    }

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-cache, no-transform";
        response.Headers["X-Accel-Buffering"] = "no"; // Otherwise nginx collects the stream.
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        using var access = httpContext.RequestServices.GetRequiredService<IUserAccess>().Watch(httpContext.User);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, access.Ended);
        try
        {
            await WriteAsync(httpContext, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client left, or may not read on.
        }
    }

    private async Task WriteAsync(HttpContext httpContext, CancellationToken cancellationToken)
    {
        var json = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var body = httpContext.Response.BodyWriter;
        await using var events = log.ReadFromAsync(after, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await httpContext.Response.StartAsync(cancellationToken);
        var next = events.MoveNextAsync().AsTask();
        while (true)
        {
            while (!next.IsCompleted && await TimedOutAsync(next, cancellationToken))
            {
                body.Write(": keep-alive\n\n"u8);
                await body.FlushAsync(cancellationToken);
            }

            if (!await next)
            {
                return;
            }

            WriteEvent(body, events.Current, json);
            await body.FlushAsync(cancellationToken);
            next = events.MoveNextAsync().AsTask();
        }
    }

    private static async Task<bool> TimedOutAsync(Task next, CancellationToken cancellationToken)
    {
        try
        {
            await next.WaitAsync(KeepAliveInterval, cancellationToken);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    private static void WriteEvent(IBufferWriter<byte> body, RunEvent runEvent, JsonSerializerOptions json)
    {
        body.Write("id: "u8);
        Encoding.ASCII.GetBytes(runEvent.Number.ToString(CultureInfo.InvariantCulture), body);
        body.Write("\ndata: "u8);
        using (var writer = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = json.Encoder, SkipValidation = true }))
        {
            JsonSerializer.Serialize(writer, runEvent, json);
        }

        body.Write("\n\n"u8);
    }
}
